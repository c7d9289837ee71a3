package dev.poemcp.it;

import static dev.poemcp.it.HostSession.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The handshake of every revision with sessions, and the server's description of itself and its tools. */
@ExtendWith(ServerExtension.class)
final class ProtocolVersionsIT {
    @ParameterizedTest
    @ValueSource(strings = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"})
    void supportedRevision_isAccepted(String version, Servers servers) {
        var host = servers.attach(Launch.server());
        JsonNode result = HostSession.result(host.initialize(version, object()));

        assertEquals(version, result.path("protocolVersion").asText());
        assertFalse(host.list("tools/list", "tools").isEmpty());
    }

    @Test
    void unknownRevision_returnsNewest(Servers servers) {
        var host = servers.attach(Launch.server());
        JsonNode result = HostSession.result(host.initialize("2099-01-01", object()));

        assertEquals(HostSession.NEWEST_VERSION, result.path("protocolVersion").asText());
    }

    @Test
    void initialize_returnsServerInfoAndCapabilities(Servers servers) {
        var host = servers.attach(Launch.server());
        JsonNode result = HostSession.result(host.initialize(HostSession.NEWEST_VERSION, object()));

        assertEquals("poe-mcp", result.path("serverInfo").path("name").asText());
        assertTrue(
                result.path("serverInfo").path("version").asText().matches("\\d+\\.\\d+\\.\\d+.*"), result::toString);
        assertTrue(result.path("capabilities").has("tools"), result::toString);
        assertFalse(result.path("instructions").asText().isBlank(), "instructions are present");
    }

    @Test
    void batch_isAnsweredOnlyInItsRevision() throws Exception {
        String batch = "[{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"},"
                + "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/unknown\"},"
                + "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/list\"}]";

        JsonNode accepted = batchResponse("2025-03-26", batch);
        JsonNode rejected = batchResponse("2025-11-25", batch);

        assertEquals(2, accepted.size(), accepted::toString);
        assertEquals(-32600, rejected.path("error").path("code").asInt(), rejected::toString);
    }

    private static JsonNode batchResponse(String version, String batch) throws Exception {
        try (var server = Launch.server().start()) {
            server.writeLine(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\""
                            + version + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"it\",\"version\":\"1\"}}}");
            server.nextLine(HostSession.TIMEOUT);
            server.writeLine("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
            server.writeLine(batch);
            return new ObjectMapper().readTree(String.valueOf(server.nextLine(HostSession.TIMEOUT)));
        }
    }

    @Test
    void everyTool_hasDescriptionHintsAndPlainSchemas(Servers servers) {
        var host = servers.stdio(Launch.server());
        int bytes = 0;
        for (JsonNode tool : host.list("tools/list", "tools")) {
            assertFalse(tool.path("title").asText().isBlank(), tool::toString);
            assertFalse(tool.path("description").asText().isBlank(), tool::toString);
            for (String hint : new String[] {"readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"}) {
                assertTrue(tool.path("annotations").path(hint).isBoolean(), tool::toString);
            }
            for (String schema : new String[] {"inputSchema", "outputSchema"}) {
                assertEquals("object", tool.path(schema).path("type").asText(), tool::toString);
                assertFalse(tool.path(schema).path("additionalProperties").asBoolean(true), tool::toString);
                for (String combinator : new String[] {"oneOf", "anyOf", "allOf"}) {
                    assertFalse(tool.path(schema).has(combinator), tool::toString);
                }
            }
            bytes += tool.path("name").toString().length()
                    + tool.path("title").toString().length()
                    + tool.path("description").toString().length()
                    + tool.path("inputSchema").toString().length();
        }
        int total = bytes;
        assertTrue(total < 24_000, () -> "the surface costs every user " + total + " bytes");
    }
}
