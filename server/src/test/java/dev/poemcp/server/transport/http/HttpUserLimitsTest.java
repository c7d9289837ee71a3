package dev.poemcp.server.transport.http;

import static dev.poemcp.server.transport.http.HttpFixture.code;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.transport.stdio.TrialSessions;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several users on one server: each meets limits of their own before those of all. */
final class HttpUserLimitsTest {
    private static final int MANY = 3;
    private static final String USER = "X-Poe-P-B";

    private final Map<String, TrialSessions> users = new ConcurrentHashMap<>();
    private final List<Socket> sockets = new ArrayList<>();

    /** A server on which Poe knows everyone whose name does not begin with {@code invented}. */
    private HttpFixture server(HttpLimits limits) throws Exception {
        return new HttpFixture(HttpFixture.options(limits), Services.perCaller(50, caller -> {
            var name = caller.pB().orElse("nobody");
            return name.startsWith("invented") ? HttpFixture.unproven(user(name)) : HttpFixture.service(user(name));
        }));
    }

    private static HttpLimits perUser(int calls, int others, long bytes) {
        return HttpLimits.defaults().withUser(new UserLimits(calls, others, others, bytes, 1_000_000));
    }

    /** So many calls and sessions in all, and as many for each user. */
    private static HttpLimits inAll(int calls, int sessions) {
        var defaults = HttpLimits.defaults();
        return new HttpLimits(
                defaults.bodyBytes(),
                defaults.bodiesBytes(),
                defaults.headerBytes(),
                defaults.connections(),
                calls,
                sessions,
                defaults.listeners(),
                defaults.waitingEvents(),
                defaults.streamBytes(),
                defaults.outputBytes(),
                defaults.slowWrite(),
                defaults.slowBody(),
                defaults.idleSession(),
                defaults.grace(),
                new UserLimits(calls, sessions, defaults.listeners(), defaults.bodiesBytes(), defaults.outputBytes()));
    }

    private TrialSessions user(String name) {
        return users.computeIfAbsent(name, TrialSessions::new);
    }

    @AfterEach
    void close() throws Exception {
        for (var socket : sockets) {
            socket.close();
        }
    }

    @Test
    void userWithAllTheirCallsAtWork_isRefusedAndOthersAreServed() throws Exception {
        try (var server = server(perUser(MANY, MANY, 1_000_000))) {
            for (var i = 0; i < MANY; i++) {
                sockets.add(server.raw(
                        HttpFixture.head(HttpFixture.modernCall(i, "wait"), modern("tools/call", "wait", "ann"))));
                assertEquals("waiting", user("ann").events().take());
            }

            var refused = echo(server, "ann");
            var other = echo(server, "bob");

            assertEquals(429, refused.statusCode());
            assertEquals(JsonRpc.BUSY, code(refused));
            assertEquals(200, other.statusCode());
            assertTrue(other.body().contains("bob:x"), other::body);
            user("ann").letGo();
            server.awaitLoad(load -> load.calls() == 0);
            assertEquals(200, echo(server, "ann").statusCode());
        }
    }

    @Test
    void userWithAllTheirSessions_isRefusedAndOthersOpenTheirs() throws Exception {
        try (var server = server(perUser(100, MANY, 1_000_000))) {
            for (var i = 0; i < MANY; i++) {
                assertEquals(200, initialize(server, "ann").statusCode());
            }

            assertEquals(429, initialize(server, "ann").statusCode());
            assertEquals(200, initialize(server, "bob").statusCode());
        }
    }

    @Test
    void otherHeadersWithTheSameAccount_makeNoOtherUser() throws Exception {
        try (var server = server(perUser(100, MANY, 1_000_000))) {
            for (var i = 0; i < MANY; i++) {
                assertEquals(
                        200,
                        server.post(
                                        HttpFixture.INITIALIZE.formatted("2025-11-25"),
                                        USER,
                                        "ann",
                                        "X-Poe-Formkey",
                                        "key" + i)
                                .statusCode());
            }

            assertEquals(
                    429,
                    server.post(HttpFixture.INITIALIZE.formatted("2025-11-25"), USER, "ann", "X-Poe-Formkey", "another")
                            .statusCode());
        }
    }

    @Test
    void userWithAllTheirListeners_isRefusedAndOthersListen() throws Exception {
        var body = "{\"jsonrpc\":\"2.0\",\"id\":\"l\",\"method\":\"subscriptions/listen\",\"params\":{"
                + "\"notifications\":{}," + HttpFixture.META + "}}}";
        try (var server = server(perUser(100, MANY, 1_000_000))) {
            for (var i = 0; i < MANY; i++) {
                sockets.add(server.raw(HttpFixture.head(body, modern("subscriptions/listen", "", "ann"))));
            }
            server.awaitLoad(load -> load.listeners() == MANY);

            // A stream that is let in has no end to wait for, but a beginning.
            var refused = server.raw(HttpFixture.head(body, modern("subscriptions/listen", "", "ann")));
            sockets.add(refused);
            sockets.add(server.raw(HttpFixture.head(body, modern("subscriptions/listen", "", "bob"))));

            var status = new String(refused.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
            assertEquals("HTTP/1.1 429", status);
            server.awaitLoad(load -> load.listeners() == MANY + 1);
        }
    }

    @Test
    void userWhoseRequestsHoldTooManyBytes_isRefusedAndOthersAreServed() throws Exception {
        try (var server = server(perUser(MANY, MANY, 100))) {
            var headers = new TreeMap<>(modern("tools/call", "echo", "ann"));
            headers.put("Content-Length", "1000");
            sockets.add(server.raw(HttpFixture.head("", headers) + "x".repeat(100)));
            server.awaitLoad(load -> load.bodyBytes() == 100);

            var refused = server.post("{\"jsonrpc\":\"2.0\"}", USER, "ann");
            var other = server.post("{\"jsonrpc\":\"2.0\"}", USER, "bob");

            assertEquals(429, refused.statusCode());
            assertEquals(400, other.statusCode(), "it was read, and is no message");
        }
    }

    @Test
    void inventedUsers_leaveHalfOfEverythingToThoseWhomPoeKnows() throws Exception {
        try (var server = server(inAll(4, 100))) {
            for (var i = 0; i < 2; i++) {
                sockets.add(server.raw(HttpFixture.head(
                        HttpFixture.modernCall(i, "wait"), modern("tools/call", "wait", "invented" + i))));
                assertEquals("waiting", user("invented" + i).events().take());
            }

            assertEquals(503, echo(server, "invented2").statusCode());
            assertEquals(200, echo(server, "ann").statusCode());
            user("invented0").letGo();
            user("invented1").letGo();
        }
    }

    @Test
    void idleSessionsOfInventedUsers_makeRoomForTheNext() throws Exception {
        try (var server = server(inAll(100, 4))) {
            for (var i = 0; i < 10; i++) {
                assertEquals(200, initialize(server, "invented" + i).statusCode(), "user " + i);
            }

            assertEquals(2, server.http.load().sessions());
            assertEquals("closed", user("invented0").events().take());
        }
    }

    private static HttpResponse<String> echo(HttpFixture server, String who) throws Exception {
        return server.post(
                HttpFixture.modernCall(99, "echo"),
                USER,
                who,
                "MCP-Protocol-Version",
                "2026-07-28",
                "Mcp-Method",
                "tools/call",
                "Mcp-Name",
                "echo");
    }

    private static HttpResponse<String> initialize(HttpFixture server, String who) throws Exception {
        return server.post(HttpFixture.INITIALIZE.formatted("2025-11-25"), USER, who);
    }

    private static Map<String, String> modern(String method, String name, String who) {
        var headers = new TreeMap<>(Map.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", method, USER, who));
        if (!name.isEmpty()) {
            headers.put("Mcp-Name", name);
        }
        return headers;
    }
}
