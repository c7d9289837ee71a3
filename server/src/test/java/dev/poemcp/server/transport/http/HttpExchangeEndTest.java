package dev.poemcp.server.transport.http;

import static dev.poemcp.server.transport.http.HttpFixture.code;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.poemcp.server.transport.stdio.TrialSessions;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whatever is thrown while a request is handled, it is answered, and nothing that it held stays behind. */
final class HttpExchangeEndTest {
    private static final int LARGE = 3_900_000;

    @Test
    void malformedEncodedName_returnsHeaderMismatch() throws Exception {
        try (var server = new HttpFixture()) {
            var answer = server.post(
                    HttpFixture.modernCall(1, "echo"), HttpFixture.modernHeaders("tools/call", "=?base64?="));

            assertEquals(400, answer.statusCode());
            assertEquals(-32020, code(answer));
            server.awaitNothingHeld();
        }
    }

    @Test
    void malformedSessionIdParameter_returnsBadRequest() throws Exception {
        try (var server = new HttpFixture()) {
            assertEquals("HTTP/1.1 400", badMessage(server, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}"));
            server.awaitNothingHeld();
        }
    }

    @Test
    void sixteenLargeFailingRequests_leaveRoomForTheNext() throws Exception {
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
            var services = Services.perCaller(9, caller -> sneak(failure.get()));
            try (var server = new HttpFixture(HttpOptions.loopback(0), services)) {
                for (var body :
                        List.of(HttpFixture.INITIALIZE.formatted("2025-11-25"), HttpFixture.modernCall(1, "echo"))) {
                    var answer = server.post(body, HttpFixture.modernHeaders("tools/call", "echo"));

                    assertEquals(500, answer.statusCode());
                    assertEquals(-32603, code(answer));
                    assertFalse(answer.body().contains("secret detail"), answer.body());
                }
                assertEquals(
                        500,
                        server.send(HttpRequest.newBuilder(server.uri("/sse")).header("Accept", "text/event-stream"))
                                .statusCode());
                server.awaitNothingHeld();
            }
        }
    }

    @Test
    void failureWhileTheSessionIsOpened_returnsInternalErrorAndLeavesNoSession() throws Exception {
        var trial = HttpFixture.service(new TrialSessions("unused"));
        var services = Services.shared(new Service(
                request -> {
                    throw new AssertionError("secret detail");
                },
                trial.modern(),
                () -> {}));
        try (var server = new HttpFixture(HttpOptions.loopback(0), services)) {
            var answer = server.post(HttpFixture.INITIALIZE.formatted("2025-11-25"));

            assertEquals(-32603, code(answer));
            assertFalse(answer.headers().firstValue("Mcp-Session-Id").isPresent());
            server.awaitNothingHeld();
        }
    }

    /** Written by hand, since a client's own URI class does not let this query pass. */
    private static String badMessage(HttpFixture server, String body) throws Exception {
        var request = HttpFixture.head(body, Map.of()).replace("POST /mcp ", "POST /message?sessionId=%zz ");
        try (var socket = server.raw(request)) {
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable, R> R sneak(Throwable failure) throws T {
        throw (T) failure;
    }
}
