package dev.poemcp.server.transport.http;

import static dev.poemcp.server.transport.http.HttpFixture.code;
import static dev.poemcp.server.transport.http.HttpFixture.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Invalid, unauthorized and outdated requests. */
final class HttpBadInputIT {
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
    private static final String STATELESS_LIST =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{" + HttpFixture.META + "}}}";

    private HttpFixture server;

    @BeforeEach
    @SuppressWarnings("NullAway.Init")
    void start() throws Exception {
        server = new HttpFixture();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void wrongContentType_returnsUnsupportedMediaType() throws Exception {
        assertEquals(415, server.post(LIST, "Content-Type", "text/plain").statusCode());
        assertEquals(415, server.post(LIST, "Content-Type", "").statusCode());
    }

    @Test
    void acceptWithoutJsonAndEventStream_returnsNotAcceptable() throws Exception {
        assertEquals(406, server.post(LIST, "Accept", "application/json").statusCode());
        assertEquals(406, server.post(LIST, "Accept", "text/html").statusCode());
        assertEquals(
                200,
                server.post(HttpFixture.INITIALIZE.formatted("2025-11-25"), "Accept", "*/*")
                        .statusCode());
    }

    @Test
    void malformedMessage_returnsJsonRpcError() throws Exception {
        for (var malformed : List.of("", "{", "nonsense", "{} {}", "{\"a\":1,\"a\":2}")) {
            var response = server.post(malformed);

            assertEquals(400, response.statusCode(), malformed);
            assertEquals(-32700, code(response), malformed);
            assertTrue(json(response).path("id").isNull());
        }
        for (var wrong : List.of("{}", "3", "\"x\"", "[]", "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"a\"}")) {
            assertEquals(-32600, code(server.post(wrong)), wrong);
        }
    }

    @Test
    void tooLargeBody_returnsContentTooLarge() throws Exception {
        var limits = HttpLimits.defaults();
        var tooLarge = "x".repeat(limits.bodyBytes() + 1);

        var declared = server.post(tooLarge);
        var chunked = server.send(HttpRequest.newBuilder(server.uri("/mcp"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(tooLarge.getBytes(StandardCharsets.UTF_8)))));

        assertEquals(413, declared.statusCode());
        assertEquals(413, chunked.statusCode());
    }

    @Test
    void incompleteBody_timesOut() throws Exception {
        try (var socket = server.raw(HttpFixture.head("", Map.of("Content-Length", "10")) + "{")) {
            server.awaitLoad(load -> load.bodyBytes() == 1);

            server.advanceClock(HttpLimits.defaults().slowBody().plusSeconds(1));

            var response = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
            assertEquals("HTTP/1.1 408", response);
            server.awaitIdle();
        }
    }

    @Test
    void tooLargeHeaders_returnStatus431() throws Exception {
        try (var socket = server.raw(HttpFixture.head(LIST, Map.of("X-Much", "x".repeat(40_000))))) {
            var response = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);

            assertEquals("HTTP/1.1 431", response);
        }
    }

    @Test
    void foreignOriginOrHost_isForbidden() throws Exception {
        for (var origin :
                List.of("https://evil.example", "null", "http://localhost.evil.example", "http://127.0.0.1.nip.io")) {
            var response = server.post(HttpFixture.INITIALIZE.formatted("2025-11-25"), "Origin", origin);

            assertEquals(403, response.statusCode(), origin);
            assertEquals(-32600, code(response));
        }
        assertEquals(
                200,
                server.post(HttpFixture.INITIALIZE.formatted("2025-11-25"), "Origin", "http://localhost:3000")
                        .statusCode());
        for (var host : List.of("evil.example", "localhost.evil.example:80", "")) {
            try (var socket =
                    server.raw(HttpFixture.head(LIST, Map.of()).replace("Host: localhost", "Host: " + host))) {
                var status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);

                assertTrue(status.endsWith("403") || status.endsWith("400"), host + ": " + status);
            }
        }
    }

    @Test
    void wrongToken_returnsUnauthorized() throws Exception {
        var options = new HttpServerConfig("127.0.0.1", 0, new AccessToken("s3cret"), Set.of(), HttpLimits.defaults());
        try (var closed = new HttpFixture(options)) {
            for (var wrong : List.of("", "Bearer wrong", "s3cret", "Basic s3cret", "Bearer s3cretx")) {
                var response = closed.post(HttpFixture.INITIALIZE.formatted("2025-11-25"), "Authorization", wrong);

                assertEquals(401, response.statusCode(), wrong);
                assertEquals(
                        "Bearer",
                        response.headers().firstValue("WWW-Authenticate").orElse(""));
                assertFalse(response.body().contains("s3cret"));
            }
            var right = closed.post(HttpFixture.INITIALIZE.formatted("2025-11-25"), "Authorization", "bearer s3cret");
            assertEquals(200, right.statusCode());
        }
    }

    @Test
    void publicAddressWithoutToken_isRejected() {
        var open = new HttpServerConfig("0.0.0.0", 0, null, Set.of(), HttpLimits.defaults());

        var rejected = assertThrows(IllegalArgumentException.class, () -> new HttpFixture(open));

        assertTrue(String.valueOf(rejected.getMessage()).contains("POE_HTTP_TOKEN"));
    }

    @Test
    void unknownOrMissingSession_isRejected() throws Exception {
        assertEquals(404, server.post(LIST, "Mcp-Session-Id", "unknown").statusCode());
        assertEquals(400, server.post(LIST).statusCode());
        var get = HttpRequest.newBuilder(server.uri("/mcp")).header("Accept", "text/event-stream");
        assertEquals(405, server.send(get).statusCode());
        assertEquals(
                405,
                server.send(HttpRequest.newBuilder(server.uri("/mcp")).DELETE()).statusCode());
    }

    @Test
    void deletedSession_returnsNotFound() throws Exception {
        var id = server.session("2025-11-25");
        var delete = HttpRequest.newBuilder(server.uri("/mcp"))
                .header("Mcp-Session-Id", id)
                .DELETE();

        assertEquals(204, server.send(delete).statusCode());

        assertEquals(404, server.post(LIST, "Mcp-Session-Id", id).statusCode());
        assertEquals("closed", server.methods.events().poll());
    }

    @Test
    void batch_isAcceptedOnlyInItsRevision() throws Exception {
        var batch = "[" + HttpFixture.call(1, "echo", "a") + "," + HttpFixture.call(2, "echo", "b") + "]";

        var batchRevision = server.post(batch, "Mcp-Session-Id", server.session("2025-03-26"));
        var newerRevision = server.post(batch, "Mcp-Session-Id", server.session("2025-11-25"));
        var stateless = server.post("[" + STATELESS_LIST + "]", HttpFixture.statelessHeaders("tools/list", ""));

        assertEquals(2, json(batchRevision).size());
        assertEquals(400, newerRevision.statusCode());
        assertEquals(400, stateless.statusCode());
    }

    @Test
    void headersThatDifferFromBody_returnHeaderMismatch() throws Exception {
        var call = HttpFixture.statelessCall(1, "echo");
        var mismatches = List.of(
                new String[] {"Mcp-Method", "tools/call", "Mcp-Name", "echo"},
                new String[] {"MCP-Protocol-Version", "2025-11-25", "Mcp-Method", "tools/call", "Mcp-Name", "echo"},
                new String[] {"MCP-Protocol-Version", "2026-07-28", "Mcp-Name", "echo"},
                new String[] {"MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/list", "Mcp-Name", "echo"},
                new String[] {"MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/call"},
                HttpFixture.statelessHeaders("tools/call", "other"),
                HttpFixture.statelessHeaders("tools/call", "=?base64?!!!?="),
                HttpFixture.statelessHeaders("tools/call", "=?base64?b3RoZXI=?="));
        for (var headers : mismatches) {
            var response = server.post(call, headers);

            assertEquals(400, response.statusCode(), String.join(" ", headers));
            assertEquals(-32020, code(response), String.join(" ", headers));
            assertEquals(1, json(response).path("id").asInt());
        }
        assertEquals(
                200,
                server.post(call, HttpFixture.statelessHeaders("tools/call", "=?base64?ZWNobw==?="))
                        .statusCode());
    }

    @Test
    void unknownVersion_returnsUnsupportedVersion() throws Exception {
        var body = STATELESS_LIST.replace("2026-07-28", "2030-01-01");

        var response = server.post(body, "MCP-Protocol-Version", "2030-01-01", "Mcp-Method", "tools/list");

        assertEquals(400, response.statusCode());
        assertEquals(-32022, code(response));
    }

    @Test
    void unknownPathOrMethod_isRejected() throws Exception {
        assertEquals(
                404, server.send(HttpRequest.newBuilder(server.uri("/admin"))).statusCode());
        assertEquals(
                405,
                server.send(HttpRequest.newBuilder(server.uri("/mcp")).PUT(BodyPublishers.noBody()))
                        .statusCode());
        assertEquals(
                200, server.send(HttpRequest.newBuilder(server.uri("/healthz"))).statusCode());
    }

    @Test
    void errorResponse_containsNoClassOrStackTrace() throws Exception {
        var broken =
                server.post(HttpFixture.statelessCall(1, "fail"), HttpFixture.statelessHeaders("tools/call", "fail"));
        var malformed = server.post("{");

        for (var response : List.of(broken, malformed)) {
            assertFalse(response.body().contains("java."), response.body());
            assertFalse(response.body().contains("Exception"), response.body());
            assertFalse(response.body().contains("stackTrace"), response.body());
        }
    }
}
