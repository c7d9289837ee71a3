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

/** What strangers, mistakes and old clients send. */
final class HttpBadInputTest {
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
    private static final String MODERN_LIST =
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
    void whatIsNotJsonByItsTypeIsRefused() throws Exception {
        assertEquals(415, server.post(LIST, "Content-Type", "text/plain").statusCode());
        assertEquals(415, server.post(LIST, "Content-Type", "").statusCode());
    }

    @Test
    void clientsMustAcceptBothKindsOfAnswer() throws Exception {
        assertEquals(406, server.post(LIST, "Accept", "application/json").statusCode());
        assertEquals(406, server.post(LIST, "Accept", "text/html").statusCode());
        assertEquals(
                200,
                server.post(HttpFixture.INITIALIZE.formatted("2025-11-25"), "Accept", "*/*")
                        .statusCode());
    }

    @Test
    void malformedMessagesAreAnsweredByTheRulesOfJsonRpc() throws Exception {
        for (var rubbish : List.of("", "{", "nonsense", "{} {}", "{\"a\":1,\"a\":2}")) {
            var answer = server.post(rubbish);

            assertEquals(400, answer.statusCode(), rubbish);
            assertEquals(-32700, code(answer), rubbish);
            assertTrue(json(answer).path("id").isNull());
        }
        for (var wrong : List.of("{}", "3", "\"x\"", "[]", "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"a\"}")) {
            assertEquals(-32600, code(server.post(wrong)), wrong);
        }
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedWhetherItSaysSoOrNot() throws Exception {
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
    void aBodyThatDoesNotComeIsGivenUp() throws Exception {
        try (var socket = server.raw(HttpFixture.head("", Map.of("Content-Length", "10")) + "{")) {
            server.awaitLoad(load -> load.bodyBytes() == 1);

            server.passes(HttpLimits.defaults().slowBody().plusSeconds(1));

            var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
            assertEquals("HTTP/1.1 408", answer);
            server.awaitNothingHeld();
        }
    }

    @Test
    void headersThatAreTooLargeAreRefusedInJson() throws Exception {
        try (var socket = server.raw(HttpFixture.head(LIST, Map.of("X-Much", "x".repeat(40_000))))) {
            var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);

            assertEquals("HTTP/1.1 431", answer);
        }
    }

    @Test
    void pagesOfOtherSitesAndOtherNamesOfThisMachineStayOutside() throws Exception {
        for (var origin :
                List.of("https://evil.example", "null", "http://localhost.evil.example", "http://127.0.0.1.nip.io")) {
            var answer = server.post(HttpFixture.INITIALIZE.formatted("2025-11-25"), "Origin", origin);

            assertEquals(403, answer.statusCode(), origin);
            assertEquals(-32600, code(answer));
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
    void withATokenNobodyComesInWithoutIt() throws Exception {
        var options = new HttpOptions("127.0.0.1", 0, new AccessToken("s3cret"), Set.of(), HttpLimits.defaults());
        try (var closed = new HttpFixture(options)) {
            for (var wrong : List.of("", "Bearer wrong", "s3cret", "Basic s3cret", "Bearer s3cretx")) {
                var answer = closed.post(HttpFixture.INITIALIZE.formatted("2025-11-25"), "Authorization", wrong);

                assertEquals(401, answer.statusCode(), wrong);
                assertEquals(
                        "Bearer",
                        answer.headers().firstValue("WWW-Authenticate").orElse(""));
                assertFalse(answer.body().contains("s3cret"));
            }
            var right = closed.post(HttpFixture.INITIALIZE.formatted("2025-11-25"), "Authorization", "bearer s3cret");
            assertEquals(200, right.statusCode());
        }
    }

    @Test
    void anotherAddressThanLoopbackNeedsAToken() {
        var open = new HttpOptions("0.0.0.0", 0, null, Set.of(), HttpLimits.defaults());

        var refused = assertThrows(IllegalArgumentException.class, () -> new HttpFixture(open));

        assertTrue(String.valueOf(refused.getMessage()).contains("POE_HTTP_TOKEN"));
    }

    @Test
    void sessionsMustExistAndBeNamed() throws Exception {
        assertEquals(404, server.post(LIST, "Mcp-Session-Id", "nobody").statusCode());
        assertEquals(400, server.post(LIST).statusCode());
        var get = HttpRequest.newBuilder(server.uri("/mcp")).header("Accept", "text/event-stream");
        assertEquals(405, server.send(get).statusCode());
        assertEquals(
                405,
                server.send(HttpRequest.newBuilder(server.uri("/mcp")).DELETE()).statusCode());
    }

    @Test
    void anEndedSessionIsGone() throws Exception {
        var id = server.session("2025-11-25");
        var delete = HttpRequest.newBuilder(server.uri("/mcp"))
                .header("Mcp-Session-Id", id)
                .DELETE();

        assertEquals(204, server.send(delete).statusCode());

        assertEquals(404, server.post(LIST, "Mcp-Session-Id", id).statusCode());
        assertEquals("closed", server.sessions.events().poll());
    }

    @Test
    void batchesBelongToOneRevisionOnly() throws Exception {
        var batch = "[" + HttpFixture.call(1, "echo", "a") + "," + HttpFixture.call(2, "echo", "b") + "]";

        var then = server.post(batch, "Mcp-Session-Id", server.session("2025-03-26"));
        var now = server.post(batch, "Mcp-Session-Id", server.session("2025-11-25"));
        var modern = server.post("[" + MODERN_LIST + "]", HttpFixture.modernHeaders("tools/list", ""));

        assertEquals(2, json(then).size());
        assertEquals(400, now.statusCode());
        assertEquals(400, modern.statusCode());
    }

    @Test
    void headersOfTheNewestRevisionMustSayWhatTheBodySays() throws Exception {
        var call = HttpFixture.modernCall(1, "echo");
        var mismatches = List.of(
                new String[] {"Mcp-Method", "tools/call", "Mcp-Name", "echo"},
                new String[] {"MCP-Protocol-Version", "2025-11-25", "Mcp-Method", "tools/call", "Mcp-Name", "echo"},
                new String[] {"MCP-Protocol-Version", "2026-07-28", "Mcp-Name", "echo"},
                new String[] {"MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/list", "Mcp-Name", "echo"},
                new String[] {"MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/call"},
                HttpFixture.modernHeaders("tools/call", "other"),
                HttpFixture.modernHeaders("tools/call", "=?base64?!!!?="),
                HttpFixture.modernHeaders("tools/call", "=?base64?b3RoZXI=?="));
        for (var headers : mismatches) {
            var answer = server.post(call, headers);

            assertEquals(400, answer.statusCode(), String.join(" ", headers));
            assertEquals(-32020, code(answer), String.join(" ", headers));
            assertEquals(1, json(answer).path("id").asInt());
        }
        assertEquals(
                200,
                server.post(call, HttpFixture.modernHeaders("tools/call", "=?base64?ZWNobw==?="))
                        .statusCode());
    }

    @Test
    void unknownVersionsAreRefusedWithThoseThatAreServed() throws Exception {
        var body = MODERN_LIST.replace("2026-07-28", "2030-01-01");

        var answer = server.post(body, "MCP-Protocol-Version", "2030-01-01", "Mcp-Method", "tools/list");

        assertEquals(400, answer.statusCode());
        assertEquals(-32022, code(answer));
    }

    @Test
    void otherAddressesAndMethodsAreToldWhatThereIs() throws Exception {
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
    void noAnswerNamesClassesOrTraces() throws Exception {
        var broken = server.post(HttpFixture.modernCall(1, "fail"), HttpFixture.modernHeaders("tools/call", "fail"));
        var malformed = server.post("{");

        for (var answer : List.of(broken, malformed)) {
            assertFalse(answer.body().contains("java."), answer.body());
            assertFalse(answer.body().contains("Exception"), answer.body());
            assertFalse(answer.body().contains("stackTrace"), answer.body());
        }
    }
}
