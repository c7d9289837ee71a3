package dev.poemcp.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.SiteBuild;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    static Stream<DoctorBreakage> breakages() {
        return DoctorBreakage.all();
    }

    @ParameterizedTest
    @MethodSource("breakages")
    void brokenLink_isNamedAsCause(DoctorBreakage breakage) throws IOException {
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
            DoctorBreakage.hide(poe, "search");
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
