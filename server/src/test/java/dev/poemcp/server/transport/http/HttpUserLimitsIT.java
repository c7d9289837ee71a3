package dev.poemcp.server.transport.http;

import static dev.poemcp.server.transport.http.HttpFixture.code;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.protocol.FakeMethods;
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

/** Limits of each user on a multi-user server, below the total limits. */
final class HttpUserLimitsIT {
    private static final int MANY = 3;
    private static final String USER = "X-Poe-P-B";

    private final Map<String, FakeMethods> users = new ConcurrentHashMap<>();
    private final List<Socket> sockets = new ArrayList<>();

    /** A server on which Poe accepts all users whose name does not begin with {@code invented}. */
    private HttpFixture server(HttpLimits limits) throws Exception {
        return new HttpFixture(HttpFixture.options(limits), AccountServers.perCredentials(50, caller -> {
            var name = caller.pB().orElse("none");
            var sessions = sessionsOf(name);
            return name.startsWith("invented") ? HttpFixture.unaccepted(sessions) : HttpFixture.service(sessions);
        }));
    }

    private static HttpLimits perUser(int calls, int others, long bytes) {
        return HttpLimits.defaults().withUser(new UserLimits(calls, others, others, bytes, 1_000_000));
    }

    /** These numbers of calls and sessions in total, all available to each user. */
    private static HttpLimits inAll(int calls, int sessions) {
        var defaults = HttpLimits.defaults();
        return new HttpLimits(
                defaults.bodyBytes(),
                defaults.bodiesBytes(),
                defaults.headerBytes(),
                defaults.connections(),
                calls,
                sessions,
                defaults.subscriptionStreams(),
                defaults.waitingEvents(),
                defaults.streamBytes(),
                defaults.outputBytes(),
                defaults.slowWrite(),
                defaults.slowBody(),
                defaults.idleSession(),
                defaults.grace(),
                new UserLimits(
                        calls,
                        sessions,
                        defaults.subscriptionStreams(),
                        defaults.bodiesBytes(),
                        defaults.outputBytes()));
    }

    private FakeMethods sessionsOf(String name) {
        return users.computeIfAbsent(name, FakeMethods::new);
    }

    @AfterEach
    void close() throws Exception {
        for (var socket : sockets) {
            socket.close();
        }
    }

    @Test
    void userAtCallLimit_isRejectedAndOthersAreServed() throws Exception {
        try (var server = server(perUser(MANY, MANY, 1_000_000))) {
            for (var i = 0; i < MANY; i++) {
                sockets.add(server.raw(
                        HttpFixture.head(HttpFixture.statelessCall(i, "wait"), headers("tools/call", "wait", "ann"))));
                assertEquals("waiting", sessionsOf("ann").events().take());
            }

            var rejected = echo(server, "ann");
            var other = echo(server, "bob");

            assertEquals(429, rejected.statusCode());
            assertEquals(JsonRpc.BUSY, code(rejected));
            assertEquals(200, other.statusCode());
            assertTrue(other.body().contains("bob:x"), other::body);
            sessionsOf("ann").release();
            server.awaitLoad(load -> load.calls() == 0);
            assertEquals(200, echo(server, "ann").statusCode());
        }
    }

    @Test
    void userAtSessionLimit_isRejectedAndOthersAreServed() throws Exception {
        try (var server = server(perUser(100, MANY, 1_000_000))) {
            for (var i = 0; i < MANY; i++) {
                assertEquals(200, initialize(server, "ann").statusCode());
            }

            assertEquals(429, initialize(server, "ann").statusCode());
            assertEquals(200, initialize(server, "bob").statusCode());
        }
    }

    @Test
    void otherHeadersWithSameAccount_countAsSameUser() throws Exception {
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
    void userAtListenerLimit_isRejectedAndOthersAreServed() throws Exception {
        var body = "{\"jsonrpc\":\"2.0\",\"id\":\"l\",\"method\":\"subscriptions/listen\",\"params\":{"
                + "\"notifications\":{}," + HttpFixture.META + "}}}";
        try (var server = server(perUser(100, MANY, 1_000_000))) {
            for (var i = 0; i < MANY; i++) {
                sockets.add(server.raw(HttpFixture.head(body, headers("subscriptions/listen", "", "ann"))));
            }
            server.awaitLoad(load -> load.subscriptionStreams() == MANY);

            // An accepted stream does not end, so only the start of a response is read.
            var rejected = server.raw(HttpFixture.head(body, headers("subscriptions/listen", "", "ann")));
            sockets.add(rejected);
            sockets.add(server.raw(HttpFixture.head(body, headers("subscriptions/listen", "", "bob"))));

            var status = new String(rejected.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
            assertEquals("HTTP/1.1 429", status);
            server.awaitLoad(load -> load.subscriptionStreams() == MANY + 1);
        }
    }

    @Test
    void userAtBodyLimit_isRejectedAndOthersAreServed() throws Exception {
        try (var server = server(perUser(MANY, MANY, 100))) {
            var headers = new TreeMap<>(headers("tools/call", "echo", "ann"));
            headers.put("Content-Length", "1000");
            sockets.add(server.raw(HttpFixture.head("", headers) + "x".repeat(100)));
            server.awaitLoad(load -> load.bodyBytes() == 100);

            var rejected = server.post("{\"jsonrpc\":\"2.0\"}", USER, "ann");
            var other = server.post("{\"jsonrpc\":\"2.0\"}", USER, "bob");

            assertEquals(429, rejected.statusCode());
            assertEquals(400, other.statusCode(), "the body was read and is not a valid message");
        }
    }

    @Test
    void unprovenUsers_leaveHalfOfTheCallsToProvenUsers() throws Exception {
        try (var server = server(inAll(4, 100))) {
            for (var i = 0; i < 2; i++) {
                sockets.add(server.raw(HttpFixture.head(
                        HttpFixture.statelessCall(i, "wait"), headers("tools/call", "wait", "invented" + i))));
                assertEquals("waiting", sessionsOf("invented" + i).events().take());
            }

            assertEquals(503, echo(server, "invented2").statusCode());
            assertEquals(200, echo(server, "ann").statusCode());
            sessionsOf("invented0").release();
            sessionsOf("invented1").release();
        }
    }

    @Test
    void idleSessionsOfUnacceptedUsers_makeRoomForNewSessions() throws Exception {
        try (var server = server(inAll(100, 4))) {
            for (var i = 0; i < 10; i++) {
                assertEquals(200, initialize(server, "invented" + i).statusCode(), "user " + i);
            }

            assertEquals(2, server.http.load().sessions());
            assertEquals("closed", sessionsOf("invented0").events().take());
        }
    }

    private static HttpResponse<String> echo(HttpFixture server, String user) throws Exception {
        return server.post(
                HttpFixture.statelessCall(99, "echo"),
                USER,
                user,
                "MCP-Protocol-Version",
                "2026-07-28",
                "Mcp-Method",
                "tools/call",
                "Mcp-Name",
                "echo");
    }

    private static HttpResponse<String> initialize(HttpFixture server, String user) throws Exception {
        return server.post(HttpFixture.INITIALIZE.formatted("2025-11-25"), USER, user);
    }

    private static Map<String, String> headers(String method, String name, String user) {
        var headers = new TreeMap<>(Map.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", method, USER, user));
        if (!name.isEmpty()) {
            headers.put("Mcp-Name", name);
        }
        return headers;
    }
}
