package dev.poemcp.server.transport.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** CORS for browsers, and the host names under which the server accepts requests. */
final class HttpOriginIT {
    private static final String PAGE = "https://app.example";
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

    private static HttpServerConfig withToken() {
        return new HttpServerConfig("127.0.0.1", 0, new AccessToken("s3cret"), Set.of(PAGE), HttpLimits.defaults());
    }

    @Test
    void preflightFromAnAllowedOrigin_needsNoToken() throws Exception {
        try (var server = new HttpFixture(withToken())) {
            var response = server.send(HttpRequest.newBuilder(server.uri("/mcp"))
                    .method("OPTIONS", BodyPublishers.noBody())
                    .header("Origin", PAGE)
                    .header("Access-Control-Request-Method", "POST")
                    .header("Access-Control-Request-Headers", "authorization, content-type"));

            assertEquals(204, response.statusCode());
            assertEquals(PAGE, header(response, "Access-Control-Allow-Origin"));
            assertEquals("authorization, content-type", header(response, "Access-Control-Allow-Headers"));
            assertTrue(header(response, "Access-Control-Allow-Methods").contains("POST"));
        }
    }

    @Test
    void errorResponses_areReadableByAllowedPage() throws Exception {
        try (var server = new HttpFixture(withToken())) {
            var noToken = server.post(PING, "Origin", PAGE);
            var wrongType =
                    server.post(PING, "Origin", PAGE, "Authorization", "Bearer s3cret", "Content-Type", "text/plain");

            assertEquals(401, noToken.statusCode());
            assertEquals(415, wrongType.statusCode());
            for (var response : List.of(noToken, wrongType)) {
                assertEquals(PAGE, header(response, "Access-Control-Allow-Origin"));
                assertTrue(header(response, "Access-Control-Expose-Headers").contains("WWW-Authenticate"));
                assertTrue(header(response, "Access-Control-Expose-Headers").contains("Mcp-Session-Id"));
            }
        }
    }

    @Test
    void unknownOrigin_getsNoCorsHeaders() throws Exception {
        try (var server = new HttpFixture(withToken())) {
            var response = server.post(PING, "Origin", "https://evil.example");

            assertEquals(403, response.statusCode());
            assertEquals("", header(response, "Access-Control-Allow-Origin"));
        }
    }

    @Test
    void otherLoopbackAddress_isServedUnderItsOwnName() throws Exception {
        var options = new HttpServerConfig("127.0.0.2", 0, null, Set.of(), HttpLimits.defaults());
        try (var server = new HttpFixture(options)) {
            var own = server.post(HttpFixture.INITIALIZE.formatted("2025-11-25"));
            var page = server.post(HttpFixture.INITIALIZE.formatted("2025-11-25"), "Origin", "http://127.0.0.2:3000");

            assertEquals(200, own.statusCode(), own::body);
            assertEquals(200, page.statusCode(), page::body);
        }
    }

    @Test
    void loopbackHostNames_areServedAndSimilarNamesAreNot() throws Exception {
        try (var server = new HttpFixture()) {
            for (var host : List.of("localhost", "127.0.0.1", "127.1.2.3:80", "[::1]:80", "[0:0:0:0:0:0:0:1]")) {
                assertTrue(status(server, host).endsWith("200"), host);
            }
            for (var host : List.of(
                    "128.0.0.1", "127.0.0.1.example", "127.0.0.256", "[::2]", "localhost.example", "127.example")) {
                var status = status(server, host);
                assertTrue(status.endsWith("403") || status.endsWith("400"), host + ": " + status);
            }
        }
    }

    private static String status(HttpFixture server, String host) throws Exception {
        var request = HttpFixture.head(HttpFixture.INITIALIZE.formatted("2025-11-25"), Map.of())
                .replace("Host: localhost", "Host: " + host);
        try (var socket = server.raw(request)) {
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
        }
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
