package dev.poemcp.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.channel.ChannelHost;
import dev.poemcp.emulator.control.ApiEndpoint;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.Fault;
import dev.poemcp.emulator.control.PageForm;
import dev.poemcp.emulator.control.ProtectedPart;
import dev.poemcp.emulator.control.SessionState;
import dev.poemcp.emulator.control.SiteBehavior.ChannelData;
import dev.poemcp.emulator.control.SiteBehavior.ProtectionMode;
import dev.poemcp.emulator.control.SiteBehavior.SignedOutPage;
import dev.poemcp.emulator.control.SiteBuild;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code poe-mcp doctor} names the link that the emulated Poe breaks, and nothing on a healthy one. */
final class DoctorIT {
    private final Path home;

    DoctorIT(@TempDir Path home) {
        this.home = home;
    }

    private static PoeEmulator start() {
        return PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.SEPTEMBER_2026));
    }

    private CommandLine commandLine(PoeEmulator poe) {
        return new CommandLine(home)
                .set("POE_BASE_URL", poe.url().toString())
                .set("POE_API_BASE_URL", poe.apiUrl().toString());
    }

    private CommandLine withBoth(PoeEmulator poe) {
        return withAccount(poe).set("POE_API_KEY", poe.apiKey());
    }

    private CommandLine withAccount(PoeEmulator poe) {
        return commandLine(poe)
                .set("POE_P_B", poe.account().pB())
                .set("POE_P_LAT", poe.account().pLat());
    }

    private static JsonNode diagnose(CommandLine terminal) throws IOException {
        int code = terminal.run("doctor", "--json");
        JsonNode result = new ObjectMapper().readTree(terminal.stdout());
        assertEquals(result.path("ok").asBoolean() ? 0 : 1, code, terminal::stdout);
        assertEquals(result.path("ok").asBoolean(), result.path("cause").isNull(), terminal::stdout);
        return result;
    }

    private static List<String> links(JsonNode result, String status) {
        return StreamSupport.stream(result.path("checks").spliterator(), false)
                .filter(check -> check.path("status").asText().equals(status))
                .map(check -> check.path("link").asText())
                .toList();
    }

    private record Breakage(String name, String cause, Consumer<PoeEmulator> control) {}

    private static Breakage breakage(String name, String cause, Consumer<PoeEmulator> control) {
        return new Breakage(name, cause, control);
    }

    private static Breakage fault(String operation, String name, Fault fault, String cause) {
        return breakage(
                operation + " " + name,
                cause,
                poe -> poe.faults().on(operation, fault).always());
    }

    /** The query has another hash, and the scripts do not say which. */
    private static void hide(PoeEmulator poe, String operation) {
        poe.persistedQueries().renew(operation);
        poe.persistedQueries().hide(operation);
    }

    static Stream<Breakage> breakagesOfSite() {
        return Stream.of(pages(), signIn(), signatures(), queries(), channels(), points(), api())
                .flatMap(List::stream);
    }

    private static List<Breakage> pages() {
        return List.of(
                breakage("captive portal", "page", poe -> poe.behavior().page(PageForm.CAPTIVE_PORTAL)),
                breakage("empty page", "page", poe -> poe.behavior().page(PageForm.EMPTY)),
                breakage("page without scripts", "page", poe -> poe.behavior().page(PageForm.NO_SCRIPTS)),
                fault("home", "is missing", Fault.status(404), "page"),
                fault("home", "has an outage", Fault.status(503), "page"),
                protection("clearance", ProtectionMode.CLEARANCE, ProtectedPart.EVERYTHING),
                protection("browser", ProtectionMode.BROWSER_ONLY, ProtectedPart.PAGES),
                protection("nobody passes", ProtectionMode.CLOSED, ProtectedPart.EVERYTHING),
                protection("posts only", ProtectionMode.CLOSED, ProtectedPart.POSTS));
    }

    private static Breakage protection(String name, ProtectionMode mode, ProtectedPart part) {
        return breakage(name, "cloudflare", poe -> {
            poe.behavior().protection(mode);
            poe.behavior().protectedPart(part);
        });
    }

    private static List<Breakage> signIn() {
        return List.of(
                breakage("session has ended", "sign_in", poe -> poe.behavior().session(SessionState.EXPIRED)),
                breakage("session has ended, page for guests", "sign_in", poe -> {
                    poe.behavior().session(SessionState.EXPIRED);
                    poe.behavior().signedOutPage(SignedOutPage.NO_VIEWER);
                }),
                breakage("session has ended, 403 for posts", "sign_in", poe -> {
                    poe.behavior().session(SessionState.EXPIRED);
                    poe.behavior().signedOutStatus(403);
                }),
                breakage(
                        "no account behind the cookies",
                        "sign_in",
                        poe -> poe.behavior().session(SessionState.NO_ACCOUNT)));
    }

    private static List<Breakage> signatures() {
        return List.of(
                breakage(
                        "page without formkey", "formkey", poe -> poe.behavior().page(PageForm.NO_FORMKEY_SCRIPT)),
                breakage("other salt", "signature", poe -> poe.signing().salt("another")),
                breakage(
                        "other digits are swapped",
                        "signature",
                        poe -> poe.signing().swap(3, 17)),
                breakage("another header", "signature", poe -> poe.signing().requireHeader("poe-client-build")),
                breakage("decoys in the page", "signature", PoeEmulator::pageYieldsDecoys));
    }

    private static List<Breakage> queries() {
        return List.of(
                breakage("one query is unknown", "query search", poe -> hide(poe, "search")),
                breakage("settings are unknown", "query accountSettings", poe -> hide(poe, "accountSettings")),
                breakage("all queries are unknown", "query accountSettings", poe -> {
                    poe.persistedQueries().renew();
                    poe.persistedQueries().hideAll();
                }),
                fault(
                        "accountSettings",
                        "renames a field",
                        Fault.renamedField("viewer", "me"),
                        "query accountSettings"),
                fault("chatHistory", "renames a field", Fault.renamedField("chats", "list"), "query chatHistory"),
                fault("botInfo", "is no JSON", Fault.html(), "query botInfo"),
                fault("exploreBots", "is empty", Fault.emptyBody(), "query exploreBots"),
                fault("categories", "fails", Fault.graphQlError("Something went wrong"), "query categories"),
                fault("accountSettings", "has an outage", Fault.status(500), "query accountSettings"),
                breakage(
                        "posts are limited",
                        "query accountSettings",
                        poe -> poe.behavior().postsLimited(true)));
    }

    private static List<Breakage> channels() {
        return List.of(
                breakage("no address", "channel", poe -> {
                    poe.behavior().channelData(ChannelData.ABSENT);
                    poe.behavior().channelInPage(false);
                }),
                breakage(
                        "subscriptions are refused",
                        "subscriptions",
                        poe -> poe.channel().refuseSubscriptions()),
                breakage("unknown host", "socket", poe -> poe.channel().host(ChannelHost.UNKNOWN)),
                breakage("closed port", "socket", poe -> poe.channel().host(ChannelHost.REFUSING)),
                fault("socket", "is refused", Fault.status(403), "socket"),
                breakage("closes at once", "frame", poe -> poe.channel().closeAtOnce(true)),
                breakage("silent", "frame", poe -> poe.channel().fallSilent()));
    }

    private static List<Breakage> points() {
        return List.of(
                breakage("none left", "points", poe -> poe.ledger().setBalance(0)),
                fault("accountSettings", "has none", Fault.withoutField("messagePointInfo"), "points"));
    }

    private static List<Breakage> api() {
        return List.of(
                breakage("outage", "api_models", poe -> poe.api().failures().status(ApiEndpoint.MODELS, 500)),
                breakage("no models", "api_models", poe -> poe.api().modelsListed(false)),
                breakage("revoked", "api_key", poe -> poe.apiKeys().revoke(poe.apiKey())),
                breakage("balance", "api_points", poe -> poe.api().failures().status(ApiEndpoint.BALANCE, 500)));
    }

    @ParameterizedTest
    @MethodSource("breakagesOfSite")
    void brokenLink_isNamedAsCause(Breakage breakage) throws IOException {
        try (var poe = start()) {
            breakage.control().accept(poe);
            var terminal = withBoth(poe);

            JsonNode result = diagnose(terminal);

            assertEquals(breakage.cause(), result.path("cause").asText(), terminal::stdout);
            assertTrue(
                    StreamSupport.stream(result.path("checks").spliterator(), false)
                            .filter(check -> check.path("status").asText().equals("broken"))
                            .allMatch(check -> check.path("remedy").asText().endsWith(".")),
                    terminal::stdout);
            assertEquals(List.of(), poe.sentMessages(), "doctor sends nothing");
        }
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void healthyAccount_hasNothingBroken(boolean account, boolean key) throws IOException {
        try (var poe = start()) {
            long before = poe.ledger().balance();
            var terminal = account ? withAccount(poe) : commandLine(poe);
            if (key) {
                terminal.set("POE_API_KEY", poe.apiKey());
            }

            JsonNode result = diagnose(terminal);

            assertEquals(List.of(), links(result, "broken"), terminal::stdout);
            assertEquals(List.of(), links(result, "warning"), terminal::stdout);
            assertEquals(before, poe.ledger().balance(), "doctor spends no points");
            assertEquals(account, links(result, "ok").contains("frame"), terminal::stdout);
            assertEquals(key, links(result, "ok").contains("api_points"), terminal::stdout);
        }
    }

    static Stream<Arguments> configurations() {
        return Stream.of(Arguments.of(true, true), Arguments.of(true, false), Arguments.of(false, true));
    }

    @Test
    void hostThatCannotStartTheServer_isNamed() throws IOException {
        try (var poe = start()) {
            Files.writeString(
                    Files.createDirectories(home.resolve(".cursor")).resolve("mcp.json"),
                    "{\"mcpServers\": {\"poe\": {\"command\": \"/no/such/poe-mcp\"}}}");

            JsonNode result = diagnose(withAccount(poe));

            assertEquals("host cursor", result.path("cause").asText());
            assertEquals(List.of("host cursor"), links(result, "broken"));
        }
    }

    @Test
    void nothingConfigured_isNamed() throws IOException {
        assertEquals(
                "configuration", diagnose(new CommandLine(home)).path("cause").asText());
    }

    @Test
    void settingThatCannotBeUsed_isNamedWithoutItsValue() throws IOException {
        var terminal = new CommandLine(home).set("POE_P_B", "planted secret");

        JsonNode result = diagnose(terminal);

        assertEquals("configuration", result.path("cause").asText());
        assertTrue(result.at("/checks/0/seen").asText().contains("POE_P_B"), terminal::stdout);
        assertFalse(terminal.stdout().contains("planted"), terminal::stdout);
    }

    @Test
    void unknownSetting_isWarning() throws IOException {
        try (var poe = start()) {
            JsonNode result = diagnose(withAccount(poe).set("POE_READONLY", "true"));

            assertTrue(result.path("ok").asBoolean());
            assertEquals(List.of("configuration"), links(result, "warning"));
        }
    }

    @Test
    void brokenSiteProfile_isNamed() throws IOException {
        try (var poe = start()) {
            Path profile = Files.writeString(home.resolve("profile.json"), "{\"queries\": 7}");
            assertEquals(
                    "configuration",
                    diagnose(withAccount(poe).set("POE_SITE_PROFILE", profile.toString()))
                            .path("cause")
                            .asText());
        }
    }

    @Test
    void nameThatDoesNotExist_isConnection() throws IOException {
        assertEquals("connection", causeFor("https://poe.invalid"));
    }

    @Test
    void closedPort_isConnection() throws IOException {
        assertEquals("connection", causeFor("http://127.0.0.1:" + closedPort()));
    }

    @Test
    void closedProxy_isProxy() throws IOException {
        var terminal =
                account("https://poe.invalid").set("HTTPS_PROXY", "http://user:planted@127.0.0.1:" + closedPort());

        JsonNode result = diagnose(terminal);

        assertEquals("proxy", result.path("cause").asText(), terminal::stdout);
        assertFalse(terminal.stdout().contains("planted"), terminal::stdout);
    }

    @Test
    void serverThatDoesNotSpeakHttp_isHttp() throws Exception {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var closing = new Thread(() -> {
                try {
                    while (true) {
                        server.accept().close();
                    }
                } catch (IOException closed) {
                    // The test has ended.
                }
            });
            closing.start();

            assertEquals("http", causeFor("http://127.0.0.1:" + server.getLocalPort()));
        }
    }

    private String causeFor(String url) throws IOException {
        return diagnose(account(url)).path("cause").asText();
    }

    private CommandLine account(String url) {
        return new CommandLine(home).set("POE_P_B", "planted").set("POE_BASE_URL", url);
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void report_hasFindingsAndKnowledgeButNoSecret() throws IOException {
        try (var poe = start()) {
            hide(poe, "search");
            Path file = home.resolve("report.txt");
            var terminal = withBoth(poe)
                    .set("POE_FORMKEY", poe.account().formkey())
                    .set("HTTPS_PROXY", "http://user:planted-password@proxy.example:3128");

            assertEquals(1, terminal.run("doctor", "--report", file.toString()), terminal::stderr);

            String report = Files.readString(file);
            assertTrue(report.contains("BROKEN   query search"), report);
            assertTrue(report.contains("query.accountSettings = "), report);
            for (String secret : List.of(
                    poe.account().pB(),
                    poe.account().pLat(),
                    poe.account().formkey(),
                    poe.apiKey(),
                    "planted-password",
                    home.toString())) {
                assertFalse(report.contains(secret), report);
            }
        }
    }

    @Test
    void text_hasOneLineForEachLinkAndTheCauseAtTheEnd() throws IOException {
        try (var poe = start()) {
            poe.endSession();
            var terminal = withAccount(poe);

            assertEquals(1, terminal.run("doctor"), terminal::stderr);

            List<String> lines = terminal.stdout().lines().toList();
            assertTrue(lines.stream().anyMatch(line -> line.startsWith("BROKEN   sign_in")), terminal::stdout);
            assertTrue(lines.get(lines.size() - 1).startsWith("Broken: sign_in. "), terminal::stdout);
            assertTrue(lines.get(lines.size() - 1).contains("Run poe-mcp login"), terminal::stdout);
        }
    }
}
