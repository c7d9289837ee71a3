package dev.poemcp.server.transport.http;

import static dev.poemcp.server.transport.http.HttpFixture.code;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.poemcp.server.protocol.FakeMethods;
import dev.poemcp.server.protocol.MethodTable;
import dev.poemcp.server.transport.AccountServer;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Every exception results in an error response and releases what the request held. */
final class HttpExchangeEndIT {
    private static final int LARGE = 3_900_000;

    @Test
    void malformedEncodedName_returnsHeaderMismatch() throws Exception {
        try (var server = new HttpFixture()) {
            var response = server.post(
                    HttpFixture.statelessCall(1, "echo"), HttpFixture.statelessHeaders("tools/call", "=?base64?="));

            assertEquals(400, response.statusCode());
            assertEquals(-32020, code(response));
            server.awaitIdle();
        }
    }

    @Test
    void malformedSessionIdParameter_returnsBadRequest() throws Exception {
        try (var server = new HttpFixture()) {
            assertEquals("HTTP/1.1 400", badMessage(server, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}"));
            server.awaitIdle();
        }
    }

    @Test
    void largeFailingRequests_leaveRoomForTheNext() throws Exception {
        try (var server = new HttpFixture()) {
            var padded = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}" + " ".repeat(LARGE);
            for (var i = 0; i < 17; i++) {
                assertEquals("HTTP/1.1 400", badMessage(server, padded), "request " + i);
            }

            var next = server.post(HttpFixture.INITIALIZE.formatted("2025-11-25") + " ".repeat(LARGE));

            assertEquals(200, next.statusCode());
            server.awaitLoad(load -> load.equals(new HttpTransport.Load(1, 0, 1, 0, 0, 0)));
        }
    }

    @Test
    void failureWhileTheServiceIsOpened_returnsInternalError() throws Exception {
        List<Supplier<? extends Throwable>> failures =
                List.of(() -> new IllegalStateException("secret detail"), () -> new AssertionError("secret detail"));
        for (var failure : failures) {
            var services = AccountServers.perCredentials(9, caller -> throwUnchecked(failure.get()));
            try (var server = new HttpFixture(HttpServerConfig.loopback(0), services)) {
                for (var body :
                        List.of(HttpFixture.INITIALIZE.formatted("2025-11-25"), HttpFixture.statelessCall(1, "echo"))) {
                    var response = server.post(body, HttpFixture.statelessHeaders("tools/call", "echo"));

                    assertEquals(500, response.statusCode());
                    assertEquals(-32603, code(response));
                    assertFalse(response.body().contains("secret detail"), response.body());
                }
                assertEquals(
                        500,
                        server.send(HttpRequest.newBuilder(server.uri("/sse")).header("Accept", "text/event-stream"))
                                .statusCode());
                server.awaitIdle();
            }
        }
    }

    @Test
    void failureWhileTheSessionIsOpened_returnsInternalErrorAndLeavesNoSession() throws Exception {
        var trial = HttpFixture.service(new FakeMethods("unused"));
        var services = AccountServers.forOneAccount(new AccountServer(
                new MethodTable(trial.table().info(), Map.of(), (method, params) -> false, notifier -> {
                    throw new AssertionError("secret detail");
                }),
                trial.stateless(),
                () -> {}));
        try (var server = new HttpFixture(HttpServerConfig.loopback(0), services)) {
            var response = server.post(HttpFixture.INITIALIZE.formatted("2025-11-25"));

            assertEquals(-32603, code(response));
            assertFalse(response.headers().firstValue("Mcp-Session-Id").isPresent());
            server.awaitIdle();
        }
    }

    /** Sent over a raw socket, since {@link java.net.URI} rejects this query. */
    private static String badMessage(HttpFixture server, String body) throws Exception {
        var request = HttpFixture.head(body, Map.of()).replace("POST /mcp ", "POST /message?sessionId=%zz ");
        try (var socket = server.raw(request)) {
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable, R> R throwUnchecked(Throwable failure) throws T {
        throw (T) failure;
    }
}
