package dev.poemcp.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.Fault;
import dev.poemcp.emulator.control.SiteBuild;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code poe-mcp doctor} with other builds, accounts, networks and options. */
final class DoctorAccountsIT {
    private final Path home;

    DoctorAccountsIT(@TempDir Path home) {
        this.home = home;
    }

    private CommandLine account(PoeEmulator poe) {
        return account(poe.url().toString())
                .set("POE_P_LAT", poe.account().pLat())
                .set("POE_P_B", poe.account().pB());
    }

    private CommandLine account(String url) {
        return new CommandLine(home).set("POE_BASE_URL", url).set("POE_P_B", "planted");
    }

    private static JsonNode diagnose(CommandLine terminal, String... options) throws IOException {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "doctor";
        arguments[1] = "--json";
        System.arraycopy(options, 0, arguments, 2, options.length);
        int unused = terminal.run(arguments);
        return new ObjectMapper().readTree(terminal.stdout());
    }

    private static List<String> links(JsonNode result, String status) {
        return StreamSupport.stream(result.path("checks").spliterator(), false)
                .filter(check -> check.path("status").asText().equals(status))
                .map(check -> check.path("link").asText())
                .toList();
    }

    /** Answers everything with this status. */
    private static HttpServer server(int status, String header, String value) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set(header, value);
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void healthyAccountOfAnyBuild_hasNothingBroken(SiteBuild build) throws IOException {
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(build))) {
            var terminal = account(poe);

            JsonNode result = diagnose(terminal);

            assertEquals(List.of(), links(result, "broken"), terminal::stdout);
            assertTrue(
                    Set.of("query rateCard", "query pointsHistory").containsAll(links(result, "warning")),
                    terminal::stdout);
        }
    }

    @Test
    void sandbox_hasNothingBroken() throws IOException {
        var terminal = new CommandLine(home);

        JsonNode result = diagnose(terminal, "--sandbox");

        assertTrue(result.path("ok").asBoolean(), terminal::stdout);
        assertTrue(result.path("sandbox").asBoolean(), terminal::stdout);
    }

    @Test
    void siteThatIsNotUsed_doesNotMatter() throws IOException {
        try (var poe = PoeEmulator.start()) {
            var terminal = new CommandLine(home)
                    .set("POE_BASE_URL", "https://poe.invalid")
                    .set("POE_API_BASE_URL", poe.apiUrl().toString())
                    .set("POE_API_KEY", poe.apiKey());

            assertTrue(diagnose(terminal).path("ok").asBoolean(), terminal::stdout);
        }
    }

    @Test
    void botThatIsGone_isNotBroken() throws IOException {
        try (var poe = PoeEmulator.start()) {
            poe.faults().on("botInfo", Fault.nullEntity()).always();
            var terminal = account(poe);

            assertEquals(List.of(), links(diagnose(terminal), "broken"), terminal::stdout);
        }
    }

    @Test
    void redirectToAnotherSite_isNamed() throws IOException {
        var server = server(302, "Location", "http://portal.example/login?to=planted-path");
        try {
            var terminal = account("http://127.0.0.1:" + server.getAddress().getPort());

            assertEquals("http", diagnose(terminal).path("cause").asText(), terminal::stdout);
            assertTrue(terminal.stdout().contains("redirects to http://portal.example.\""), terminal::stdout);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void proxyThatNeedsPassword_isNamed() throws IOException {
        var server = server(407, "Proxy-Authenticate", "Basic realm=\"a\"");
        try {
            var terminal = account("https://poe.invalid")
                    .set(
                            "HTTPS_PROXY",
                            "http://127.0.0.1:" + server.getAddress().getPort());

            assertEquals("proxy", diagnose(terminal).path("cause").asText(), terminal::stdout);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void reportBeforeAnotherOption_isWrittenAndJsonIsWhole() throws IOException {
        Path report = home.resolve("new/folder/report.txt");
        var terminal = new CommandLine(home);

        JsonNode result = diagnose(terminal, "--report", report.toString(), "--base-url", "no URL");

        assertEquals("configuration", result.path("cause").asText(), terminal::stdout);
        assertTrue(Files.readString(report).contains("BROKEN   configuration"));
    }

    @Test
    void reportOntoFolder_isRefusedAfterTheFindings() throws IOException {
        Path folder = Files.createDirectory(home.resolve("folder"));
        var terminal = new CommandLine(home);

        JsonNode result = diagnose(terminal, "--report=" + folder);

        assertEquals("configuration", result.path("cause").asText(), terminal::stdout);
        assertTrue(terminal.stderr().contains("The report cannot be written to "), terminal::stderr);
        assertTrue(Files.isDirectory(folder));
    }
}
