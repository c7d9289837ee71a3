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

/** The dependency rules of docs/architecture.md. */
@AnalyzeClasses(packages = "dev.poemcp", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String SURFACE = "dev.poemcp.tool..";
    private static final String CLIENT = "dev.poemcp.poe..";
    private static final String EMULATOR = "dev.poemcp.emulator..";
    private static final String SERVER = "dev.poemcp.server..";
    private static final String SDK = "io.modelcontextprotocol..";
    private static final String OKHTTP = "okhttp3..";

    @ArchTest
    static final ArchRule surface_isIndependent = noClasses()
            .that()
            .resideInAPackage(SURFACE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLIENT, SERVER, EMULATOR, SDK, OKHTTP, "java.net.http..")
            .because("the published surface is plain data: it must not change when Poe, HTTP or the SDK does");

    @ArchTest
    static final ArchRule client_isIndependentOfServerAndTools = noClasses()
            .that()
            .resideInAPackage(CLIENT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SURFACE, SERVER, EMULATOR, SDK)
            .because("poe-client is a library without MCP or tools");

    @ArchTest
    static final ArchRule emulator_sharesNoCodeWithClient = noClasses()
            .that()
            .resideInAPackage(EMULATOR)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLIENT, SURFACE, SERVER, SDK, OKHTTP)
            .because("shared code would hide the same mistake in both");

    @ArchTest
    static final ArchRule clientInterfaces_hideHttp = noClasses()
            .that()
            .resideInAPackage("dev.poemcp.poe")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(OKHTTP, "com.fasterxml.jackson..")
            .because("the interfaces must not depend on how requests are sent");

    @ArchTest
    static final ArchRule server_usesNoHttpClient = noClasses()
            .that()
            .resideInAPackage(SERVER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(OKHTTP, "okio..")
            .because("poe-client sends the HTTP requests to Poe; OkHttp also costs start-up time");

    @ArchTest
    static final ArchRule handlers_areIndependentOfSdk = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.poemcp.server.tools..",
                    "dev.poemcp.server.policy..",
                    "dev.poemcp.server.settings..",
                    "dev.poemcp.server.resources..",
                    "dev.poemcp.server.prompts..",
                    "dev.poemcp.server.views..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SDK)
            .because("a tool works the same in every MCP revision, and the SDK can be replaced behind server.protocol");

    @ArchTest
    static final ArchRule sdk_isUsedOnlyInProtocolPackages = noClasses()
            .that()
            .resideInAPackage(SERVER)
            .and()
            .resideOutsideOfPackages(
                    "dev.poemcp.server.protocol..", "dev.poemcp.server.jsonrpc..", "dev.poemcp.server.transport..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SDK)
            .because("the SDK can be replaced in one place");

    @ArchTest
    static final ArchRule siteClient_isUsedOnlyByAssembly = noClasses()
            .that()
            .resideInAPackage("dev.poemcp.server.(*)..")
            .and()
            .resideOutsideOfPackages("dev.poemcp.server.assembly..", "dev.poemcp.server.settings..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.poemcp.poe.site..")
            .because("tools use the client interfaces, not one implementation");

    @ArchTest
    static final ArchRule webFiles_areIndependentOfSite = noClasses()
            .that()
            .resideInAPackage("dev.poemcp.poe.web..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.poemcp.poe.site..")
            .because("code that fetches from arbitrary hosts must not have access to the account's credentials");

    @ArchTest
    static final ArchRule http_isIndependentOfItsUsers = noClasses()
            .that()
            .resideInAPackage("dev.poemcp.poe.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.poemcp.poe.site..", "dev.poemcp.poe.api..")
            .because("the site and the official API send with it, each with credentials of its own");

    @ArchTest
    static final ArchRule api_isIndependentOfSite = noClasses()
            .that()
            .resideInAPackage("dev.poemcp.poe.api..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.poemcp.poe.site..")
            .because("the official API must work, and keep its key apart, without the account's cookies");

    @ArchTest
    static final ArchRule policy_isIndependentOfTransport = noClasses()
            .that()
            .resideInAPackage("dev.poemcp.server.policy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.poemcp.server.transport..", "dev.poemcp.server.jsonrpc..", "dev.poemcp.server.protocol..")
            .because("policy does not depend on the transport of a request");

    @ArchTest
    static final ArchRule sdkSessions_areUsedOnlyByTheirAdapter = noClasses()
            .that()
            .resideInAPackage(SERVER)
            .and()
            .resideOutsideOfPackage("dev.poemcp.server.protocol.session..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("reactor..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("io\\.modelcontextprotocol\\..*(Session|Transport|Exchange).*")
            .because("methods block their own thread, and no stateless request opens a session");

    @ArchTest
    static final ArchRule opening_loadsNothingHeavy = noClasses()
            .that()
            .resideInAnyPackage("dev.poemcp.server.opening..", "dev.poemcp.server.json..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml..", SDK, "org.slf4j..", "java.util.stream..", "java.util.regex..")
            .because("a host waits for its first answers, and each of these takes 10 ms or more to load");

    @ArchTest
    static final ArchRule transport_isIndependentOfPoe = noClasses()
            .that()
            .resideInAnyPackage("dev.poemcp.server.transport..", "dev.poemcp.server.jsonrpc..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLIENT, SURFACE, "dev.poemcp.server.tools..", "dev.poemcp.server.policy..")
            .because("a transport moves and limits messages, independent of their content");

    @ArchTest
    static final ArchRule sandbox_isUsedOnlyThroughLauncher = noClasses()
            .that()
            .resideInAPackage(SERVER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.poemcp.emulator.site..", "dev.poemcp.emulator.world..", "dev.poemcp.emulator.reply..")
            .because("the product only starts the sandbox");

    @ArchTest
    static final ArchRule packages_areFreeOfCycles = slices().matching("dev.poemcp.(**)")
            .should()
            .beFreeOfCycles()
            .because("packages without cycles can be read and changed one at a time");

    @ArchTest
    static final ArchRule toolsets_areIndependent = slices().matching("dev.poemcp.server.tools.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                    JavaClass.Predicates.resideInAPackage("dev.poemcp.server.tools.."),
                    JavaClass.Predicates.resideInAPackage("dev.poemcp.server.tools.api.."))
            .because("a tool is added in one place");

    @ArchTest
    static final ArchRule standardStreams_areUsedOnlyByCommands = noClasses()
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
    static final ArchRule process_isEndedOnlyByMain = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.poemcp.server.Main")
            .and()
            .doNotHaveFullyQualifiedName("dev.poemcp.emulator.Main")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class)
            .because("ending the process drops calls in progress");

    @ArchTest
    static final ArchRule staticFields_areFinal = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .areNotEnums()
            .should()
            .beFinal()
            .because("state belongs to objects");

    @ArchTest
    static final ArchRule classNames_haveNoVagueSuffix = classes()
            .should()
            .haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl)(\\$.*)?")
            .because("such a name does not say what the class is");

    @ArchTest
    static final ArchRule classesWithoutSubclasses_areFinal = classes()
            .that()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .areNotAnonymousClasses()
            .and(new com.tngtech.archunit.base.DescribedPredicate<JavaClass>("have no subclasses") {
                @Override
                public boolean test(JavaClass type) {
                    return type.getSubclasses().isEmpty()
                            && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                            && !type.getModifiers().contains(JavaModifier.SYNTHETIC);
                }
            })
            .should()
            .haveModifier(JavaModifier.FINAL)
            .because("the project uses composition instead of inheritance");
}
