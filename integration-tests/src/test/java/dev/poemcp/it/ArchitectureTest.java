package dev.poemcp.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom: the walls of docs/architecture.md. */
@AnalyzeClasses(packages = "dev.poemcp", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String SURFACE = "dev.poemcp.tool..";
    private static final String CLIENT = "dev.poemcp.poe..";
    private static final String EMULATOR = "dev.poemcp.emulator..";
    private static final String SERVER = "dev.poemcp.server..";
    private static final String SDK = "io.modelcontextprotocol..";
    private static final String OKHTTP = "okhttp3..";

    @ArchTest
    static final ArchRule surfaceKnowsNobody = noClasses()
            .that()
            .resideInAPackage(SURFACE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLIENT, SERVER, EMULATOR, SDK, OKHTTP, "java.net.http..")
            .because("the published surface is plain data: it must not change when Poe, HTTP or the SDK does");

    @ArchTest
    static final ArchRule clientStandsOnItsOwnFeet = noClasses()
            .that()
            .resideInAPackage(CLIENT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SURFACE, SERVER, EMULATOR, SDK)
            .because("poe-client is a library of its own, with no MCP and no tools in it");

    @ArchTest
    static final ArchRule emulatorSharesNoCodeWithTheClient = noClasses()
            .that()
            .resideInAPackage(EMULATOR)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLIENT, SURFACE, SERVER, SDK, OKHTTP)
            .because("client and emulator check each other only while they can disagree");

    @ArchTest
    static final ArchRule clientInterfacesHideTheirHttp = noClasses()
            .that()
            .resideInAPackage("dev.poemcp.poe")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(OKHTTP, "com.fasterxml.jackson..")
            .because("what can be asked of Poe says nothing of how it is asked");

    @ArchTest
    static final ArchRule serverAsksPoeThroughItsInterfaces = noClasses()
            .that()
            .resideInAPackage(SERVER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(OKHTTP, "okio..")
            .because("HTTP to Poe is poe-client's business; OkHttp also costs start-up time");

    @ArchTest
    static final ArchRule handlersKnowNoProtocol = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.poemcp.server.tools..",
                    "dev.poemcp.server.policy..",
                    "dev.poemcp.server.settings..",
                    "dev.poemcp.server.resources..",
                    "dev.poemcp.server.prompts..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SDK)
            .because("a tool works the same in every protocol era, and the SDK can be replaced behind server.protocol");

    @ArchTest
    static final ArchRule theSdkStaysInItsRooms = noClasses()
            .that()
            .resideInAPackage(SERVER)
            .and()
            .resideOutsideOfPackages(
                    "dev.poemcp.server.protocol..", "dev.poemcp.server.jsonrpc..", "dev.poemcp.server.transport..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SDK)
            .because("the SDK's types and ours meet in one place, so that it can be exchanged");

    @ArchTest
    static final ArchRule onlyTheAssemblyPicksTheWayToPoe = noClasses()
            .that()
            .resideInAPackage("dev.poemcp.server.(*)..")
            .and()
            .resideOutsideOfPackages("dev.poemcp.server.assembly..", "dev.poemcp.server.settings..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.poemcp.poe.site..")
            .because("what a tool asks of Poe is the same by every way there");

    @ArchTest
    static final ArchRule filesOfTheWebKnowNoAccount = noClasses()
            .that()
            .resideInAPackage("dev.poemcp.poe.web..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.poemcp.poe.site..")
            .because("what fetches from strangers must not have the account's credentials at hand");

    @ArchTest
    static final ArchRule guardKnowsNoTransport = noClasses()
            .that()
            .resideInAPackage("dev.poemcp.server.policy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.poemcp.server.transport..", "dev.poemcp.server.jsonrpc..", "dev.poemcp.server.protocol..")
            .because("what may be done does not depend on how the question came in");

    @ArchTest
    static final ArchRule transportKnowsNotPoe = noClasses()
            .that()
            .resideInAnyPackage("dev.poemcp.server.transport..", "dev.poemcp.server.jsonrpc..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLIENT, SURFACE, "dev.poemcp.server.tools..", "dev.poemcp.server.policy..")
            .because("a transport moves messages and bounds them; it has no opinion on what they say");

    @ArchTest
    static final ArchRule sandboxIsStartedByItsLauncherOnly = noClasses()
            .that()
            .resideInAPackage(SERVER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.poemcp.emulator.site..", "dev.poemcp.emulator.world..", "dev.poemcp.emulator.reply..")
            .because("the product starts the sandbox and asks no more of it");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles = slices().matching("dev.poemcp.(**)")
            .should()
            .beFreeOfCycles()
            .because("a package that depends on another can be read after it, and not only together with it");

    @ArchTest
    static final ArchRule toolsetsDoNotDependOnEachOther = slices().matching("dev.poemcp.server.tools.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                    JavaClass.Predicates.resideInAPackage("dev.poemcp.server.tools.."),
                    JavaClass.Predicates.resideInAPackage("dev.poemcp.server.tools.api.."))
            .because("a tool is added in one place");

    @ArchTest
    static final ArchRule nobodyPrintsButTheCommands = noClasses()
            .that()
            .resideInAnyPackage(SURFACE, CLIENT, SERVER)
            .and()
            .resideOutsideOfPackages("dev.poemcp.server", "dev.poemcp.server.assembly..", "dev.poemcp.server.cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("stdout belongs to the protocol and stderr to the log");

    @ArchTest
    static final ArchRule onlyMainEndsTheProcess = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.poemcp.server.Main")
            .and()
            .doNotHaveFullyQualifiedName("dev.poemcp.emulator.Main")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class)
            .because("who ends the process decides about answers in flight");

    @ArchTest
    static final ArchRule nothingStaticChanges = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .areNotEnums()
            .should()
            .beFinal()
            .because("state has an owner that a constructor was given");

    @ArchTest
    static final ArchRule namesSayWhatThingsAre = classes()
            .should()
            .haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl)(\\$.*)?")
            .because("such a name hides what the class is for");

    @ArchTest
    static final ArchRule classesAreFinalUnlessMadeForExtension = classes()
            .that()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .areNotAnonymousClasses()
            .and(new com.tngtech.archunit.base.DescribedPredicate<JavaClass>("nobody extends") {
                @Override
                public boolean test(JavaClass type) {
                    return type.getSubclasses().isEmpty()
                            && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                            && !type.getModifiers().contains(JavaModifier.SYNTHETIC);
                }
            })
            .should()
            .haveModifier(JavaModifier.FINAL)
            .because("composition is how things are put together here");
}
