package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.SiteBuild;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tools each set of credentials lists, and that each of them works, with the official TypeScript client. */
@RequiresNode
@ExtendWith(ServerExtension.class)
final class EveryToolIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Path LISTED =
            Path.of(System.getProperty("project.root"), "integration-tests/src/test/node/listed-tools.json");

    private final NodeClients node = NodeClients.installed();
    private final Servers servers;
    private final PoeEmulator poe;

    EveryToolIT(Servers servers) throws IOException {
        this.servers = servers;
        // The only build with a points history.
        poe = servers.closeAfterTest(
                PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.SEPTEMBER_2026)));
    }

    @ParameterizedTest(name = "{0} over {1}")
    @CsvSource({
        "key, stdio, with-key.json",
        "key, http, with-key.json",
        "cookies, stdio, every-tool.json usage-history.json",
        "cookies, http, every-tool.json usage-history.json",
        "both, stdio, every-tool.json usage-history.json with-both.json",
        "both, http, every-tool.json usage-history.json with-both.json",
        "neither, stdio, without-credentials.json",
        "neither, http, without-credentials.json"
    })
    void toolsOfTheCredentials_areListedAndWork(String credentials, String transport, String scenarios)
            throws IOException {
        Launch launch = launch(credentials);

        JsonNode report = transport.equals("http")
                ? report(node, Map.of("SERVER_URL", servers.http(launch).uri().toString()), scenarios)
                : report(node, launch, scenarios);

        assertToolsWork(credentials, report);
        assertEquals(
                scenarios.contains("every-tool") ? 1 : 0,
                report.path("elicitations").asInt(),
                "only the purge asks the user");
    }

    @Test
    void keyInHeader_givesItsToolsToOneUserOfMany() throws IOException {
        HttpServer server = servers.http(Launch.withoutCredentials(poe), "--multi-user");

        JsonNode report = report(
                node,
                Map.of(
                        "SERVER_URL",
                        server.uri().toString(),
                        "HEADERS",
                        JSON.writeValueAsString(Map.of("X-Poe-Api-Key", poe.apiKey()))),
                "with-key.json");

        assertToolsWork("key", report);
    }

    private Launch launch(String credentials) {
        return switch (credentials) {
            case "key" -> Launch.withKey(poe);
            case "cookies" -> Launch.serverFor(poe);
            case "both" -> Launch.serverFor(poe).env("POE_API_KEY", poe.apiKey());
            case "neither" -> Launch.withoutCredentials(poe);
            default -> throw new IllegalArgumentException(credentials);
        };
    }

    static void assertToolsWork(String credentials, JsonNode report) throws IOException {
        assertEquals("poe-mcp", report.path("server").path("name").asText());
        assertEquals(JSON.readTree(LISTED.toFile()).path(credentials), report.path("tools"));
        assertEquals("[]", report.path("notCalled").toString(), "the scenarios call every listed tool");
        var checks = new ArrayList<Executable>();
        report.path("calls")
                .forEach(call -> checks.add(
                        () -> assertEquals("[]", call.path("problems").toString(), call::toString)));
        assertTrue(checks.size() > 10, report::toString);
        assertAll(checks);
        assertEquals(
                report.path("question").asText().strip(),
                report.path("text").asText().strip(),
                "Echo's reply");
        assertEquals(report.path("text").asText(), report.path("progressText").asText(), "the pieces form the text");
        assertTrue(report.path("progressGrows").asBoolean(), "progress grows strictly");
    }

    /** Calls the tools of the scenarios on a server on stdio. */
    static JsonNode report(NodeClients node, Launch launch, String scenarios) throws IOException {
        return report(
                node,
                Map.of(
                        "SERVER_COMMAND", JSON.writeValueAsString(launch.command()),
                        "SERVER_ENV", JSON.writeValueAsString(launch.environment())),
                scenarios);
    }

    private static JsonNode report(NodeClients node, Map<String, String> server, String scenarios) throws IOException {
        var run = node.run("every-tool.mjs", server, LIMIT, scenarios.split(" "));
        assertEquals(0, run.exitCode(), () -> run.stdout() + run.stderr());
        return JSON.readTree(run.stdout());
    }
}
