package dev.poemcp.server.transport.http;

import static dev.poemcp.server.transport.http.HttpFixture.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.server.protocol.FakeMethods;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams, sessions, cancellation and shutdown over real sockets. */
final class HttpTransportIT {
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
    void quickResponse_isPlainJson() throws Exception {
        var response =
                server.post(HttpFixture.statelessCall(1, "echo"), HttpFixture.statelessHeaders("tools/call", "echo"));

        assertEquals(
                "application/json",
                response.headers().firstValue("Content-Type").orElse(""));
        assertEquals(
                "all:x",
                json(response)
                        .path("result")
                        .path("content")
                        .path(0)
                        .path("text")
                        .asText());
    }

    @Test
    void progress_precedesResponseOnItsStream() throws Exception {
        var stateless =
                server.post(HttpFixture.statelessCall(1, "steps"), HttpFixture.statelessHeaders("tools/call", "steps"));
        var legacy = server.post(HttpFixture.call(2, "steps", ""), "Mcp-Session-Id", server.session("2025-11-25"));

        for (var response : java.util.List.of(stateless, legacy)) {
            assertEquals(
                    "text/event-stream",
                    response.headers().firstValue("Content-Type").orElse(""));
            var data = response.body()
                    .lines()
                    .filter(line -> line.startsWith("data:"))
                    .toList();
            assertEquals(4, data.size(), response.body());
            assertTrue(data.get(2).contains("\"progress\":3"), response.body());
            assertTrue(data.get(3).contains("stepped"), response.body());
        }
    }

    @Test
    void closedRequestStream_cancelsTheCall() throws Exception {
        var headers = Map.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/call", "Mcp-Name", "wait");
        var socket = server.raw(HttpFixture.head(HttpFixture.statelessCall(1, "wait"), headers));
        assertEquals("waiting", next());

        socket.close();

        assertEquals("cancelled", next());
        server.awaitIdle();
    }

    @Test
    void closedResourceReadStream_cancelsTheRead() throws Exception {
        var body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/read\",\"params\":{\"uri\":\"trial://wait\","
                + HttpFixture.META + "}}}";
        var headers = Map.of(
                "MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "resources/read", "Mcp-Name", "trial://wait");
        var socket = server.raw(HttpFixture.head(body, headers));
        assertEquals("waiting", next());

        socket.close();

        assertEquals("cancelled", next());
    }

    @Test
    void lostConnectionWithSession_cancelsNothing() throws Exception {
        var id = server.session("2025-11-25");
        var socket = server.raw(HttpFixture.head(HttpFixture.call(1, "wait", ""), Map.of("Mcp-Session-Id", id)));
        assertEquals("waiting", next());

        socket.close();

        // A slow call gets a stream, and writing comments to it reveals the disconnect.
        server.awaitLoad(load -> {
            server.advanceClock(Duration.ofSeconds(16));
            return load.bodyBytes() == 0;
        });
        assertNull(server.methods.events().poll(), "nothing was cancelled");
        assertEquals(1, server.http.load().calls());
        server.methods.release();
        server.awaitLoad(load -> load.calls() == 0);
    }

    @Test
    void pingAndCancellation_doNotWaitForCalls() throws Exception {
        var id = server.session("2025-11-25");
        var pool = Executors.newSingleThreadExecutor();
        try {
            Future<String> call = pool.submit(() -> server.post(HttpFixture.call(7, "wait", ""), "Mcp-Session-Id", id)
                    .body());
            assertEquals("waiting", next());

            var ping = server.post("{\"jsonrpc\":\"2.0\",\"id\":8,\"method\":\"ping\"}", "Mcp-Session-Id", id);
            var cancel = server.post(
                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}",
                    "Mcp-Session-Id",
                    id);

            assertEquals("{}", json(ping).path("result").toString());
            assertEquals(202, cancel.statusCode());
            assertEquals("cancelled", next());
            assertTrue(call.get(20, TimeUnit.SECONDS).lines().noneMatch(line -> line.startsWith("data:")));
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void sseClient_getsEverythingOnOneStream() throws Exception {
        var get = HttpRequest.newBuilder(server.uri("/sse")).header("Accept", "text/event-stream");
        var stream = java.net.http.HttpClient.newHttpClient()
                .send(get.build(), java.net.http.HttpResponse.BodyHandlers.ofInputStream());
        var events = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
        var endpoint = data(events);
        assertTrue(endpoint.startsWith("/message?sessionId="), endpoint);

        var opened = message(endpoint, HttpFixture.INITIALIZE.formatted("2024-11-05"));
        assertEquals(202, opened);
        assertTrue(data(events).contains("\"protocolVersion\":\"2024-11-05\""));
        assertEquals(202, message(endpoint, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}"));
        assertEquals(202, message(endpoint, HttpFixture.call(1, "steps", "")));

        assertTrue(data(events).contains("\"progress\":1"));
        assertTrue(data(events).contains("\"progress\":2"));
        assertTrue(data(events).contains("\"progress\":3"));
        assertTrue(data(events).contains("stepped"));
        events.close();
    }

    @Test
    void lostSseStream_letsCallsFinish() throws Exception {
        try (var socket = server.raw("GET /sse HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n")) {
            var events = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            var endpoint = data(events);
            message(endpoint, HttpFixture.INITIALIZE.formatted("2024-11-05"));
            assertTrue(data(events).contains("2024-11-05"));
            message(endpoint, HttpFixture.call(1, "wait", ""));
            assertEquals("waiting", next());
        }
        // Writing reveals the disconnect. The stream's lease is then closed; the session's is not.
        server.awaitLoad(load -> {
            server.methods.notifyUpdated("poe://chats");
            return load.leases() == 1;
        });
        assertNull(server.methods.events().poll(), "nothing was cancelled");

        server.methods.release();

        assertEquals("closed", next());
        server.awaitIdle();
    }

    @Test
    void subscription_sendsChangesAndCompletion() throws Exception {
        var body = "{\"jsonrpc\":\"2.0\",\"id\":\"l\",\"method\":\"subscriptions/listen\",\"params\":{"
                + "\"notifications\":{\"resourceSubscriptions\":[\"poe://chats\"]}," + HttpFixture.META + "}}}";
        var stream = server.stream(body, HttpFixture.statelessHeaders("subscriptions/listen", ""));
        var events = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
        assertTrue(data(events).contains("acknowledged"));

        server.methods.notifyUpdated("poe://chats");
        assertTrue(data(events).contains("notifications/resources/updated"));

        server.close();
        var completion = data(events);
        assertTrue(completion.contains("\"id\":\"l\""), completion);
        assertTrue(completion.contains("\"resultType\":\"complete\""), completion);
    }

    @Test
    void close_cancelsCallsAfterGrace() throws Exception {
        var headers = Map.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/call", "Mcp-Name", "wait");
        try (var socket = server.raw(HttpFixture.head(HttpFixture.statelessCall(1, "wait"), headers))) {
            assertEquals("waiting", next());
            server.close();

            assertEquals("cancelled", next());
            assertTrue(socket.getInputStream().read() >= 0, "the cancelled call gets a response");
        }
    }

    @Test
    void clientThatDoesNotRead_isDisconnected() throws Exception {
        var headers = Map.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/call", "Mcp-Name", "flood");
        try (var socket = server.raw(HttpFixture.head(HttpFixture.statelessCall(1, "flood"), headers))) {
            server.awaitLoad(load -> load.outputBytes() > 0);

            server.awaitLoad(load -> {
                server.advanceClock(HttpLimits.defaults().slowWrite());
                return load.calls() == 0;
            });

            var other = server.post(
                    HttpFixture.statelessCall(2, "echo"), HttpFixture.statelessHeaders("tools/call", "echo"));
            assertEquals(200, other.statusCode());
            assertTrue(socket.isConnected());
            server.awaitIdle();
        }
    }

    @Test
    void idleSession_expires() throws Exception {
        var id = server.session("2025-11-25");

        server.advanceClock(HttpLimits.defaults().idleSession().plusSeconds(3));

        assertEquals("closed", next());
        var ping = server.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}", "Mcp-Session-Id", id);
        assertEquals(404, ping.statusCode());
        server.awaitIdle();
    }

    @Test
    void differentCredentials_shareNothing() throws Exception {
        var sessionsByUser = new ConcurrentHashMap<String, FakeMethods>();
        var services = AccountServers.perCredentials(3, caller -> {
            var user = caller.pB().orElse("none");
            var sessions = new FakeMethods(user);
            assertNull(sessionsByUser.put(user, sessions), "one for each");
            return HttpFixture.unaccepted(sessions);
        });
        try (var http = new HttpTransport(HttpServerConfig.loopback(0), services, () -> "reachable")) {
            http.start();
            var each = new ArrayList<String>();
            for (var user : java.util.List.of("ann", "bob", "ann", "cid", "dan", "bob")) {
                each.add(echo(http, user));
                // A fourth displaces the least recently used caller, whose service is opened again later.
                if (user.equals("dan")) {
                    sessionsByUser.remove("ann");
                    sessionsByUser.remove("bob");
                }
            }
            assertEquals("[ann:x, bob:x, ann:x, cid:x, dan:x, bob:x]", each.toString());
        }
    }

    @Test
    void foreignSession_returnsNotFound() throws Exception {
        var services = AccountServers.perCredentials(
                9, caller -> HttpFixture.service(new FakeMethods(caller.pB().orElse("none"))));
        try (var http = new HttpTransport(HttpServerConfig.loopback(0), services, () -> "reachable")) {
            http.start();
            var client = java.net.http.HttpClient.newHttpClient();
            var opened = client.send(
                    post(http, HttpFixture.INITIALIZE.formatted("2025-11-25"), "ann", Optional.empty()),
                    java.net.http.HttpResponse.BodyHandlers.ofString());
            var id = opened.headers().firstValue("Mcp-Session-Id");

            var stranger = client.send(
                    post(http, HttpFixture.call(1, "echo", "x"), "bob", id),
                    java.net.http.HttpResponse.BodyHandlers.ofString());
            var owner = client.send(
                    post(http, HttpFixture.call(1, "echo", "x"), "ann", id),
                    java.net.http.HttpResponse.BodyHandlers.ofString());

            assertEquals(404, stranger.statusCode());
            assertTrue(owner.body().contains("ann:x"));
        }
    }

    @Test
    void thousandCallers_seeOnlyTheirOwnAccount() throws Exception {
        var services = AccountServers.perCredentials(
                200, caller -> HttpFixture.service(new FakeMethods(caller.pB().orElse("none"))));
        var seed = System.nanoTime();
        var random = new java.util.Random(seed);
        var client = java.net.http.HttpClient.newHttpClient();
        try (var http = new HttpTransport(HttpServerConfig.loopback(0), services, () -> "reachable")) {
            http.start();
            for (var round = 0; round < 20; round++) {
                var responses = new java.util.LinkedHashMap<Integer, java.util.concurrent.CompletableFuture<String>>();
                // Fewer at the same time than there is room for, so that none is rejected.
                while (responses.size() < 100) {
                    var user = random.nextInt(1_000);
                    responses.computeIfAbsent(
                            user,
                            number -> client.sendAsync(
                                            echoRequest(http, "user" + number),
                                            java.net.http.HttpResponse.BodyHandlers.ofString())
                                    .thenApply(java.net.http.HttpResponse::body));
                }
                for (var each : responses.entrySet()) {
                    var text = each.getValue().get(20, TimeUnit.SECONDS);
                    assertTrue(
                            text.contains("\"user" + each.getKey() + ":x\""),
                            () -> "seed " + seed + ", user" + each.getKey() + ": " + text);
                }
            }
        }
    }

    @Test
    void thousandStreams_getTheirOwnMessages() throws Exception {
        var client = java.net.http.HttpClient.newHttpClient();
        var responses = new ArrayList<java.util.concurrent.CompletableFuture<String>>();
        for (var i = 1; i <= 1_000; i++) {
            var request = HttpRequest.newBuilder(server.uri("/mcp"))
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json, text/event-stream")
                    .header("MCP-Protocol-Version", "2026-07-28")
                    .header("Mcp-Method", "tools/call")
                    .header("Mcp-Name", "steps")
                    .POST(BodyPublishers.ofString(
                            HttpFixture.statelessCall(i, "steps").replace("\"p\"", "\"p" + i + "\"")))
                    .build();
            responses.add(client.sendAsync(request, java.net.http.HttpResponse.BodyHandlers.ofString())
                    .thenApply(java.net.http.HttpResponse::body));
        }
        for (var i = 1; i <= 1_000; i++) {
            var call = i;
            var text = responses.get(i - 1).get(60, TimeUnit.SECONDS);
            var own = text.lines()
                    .filter(line -> line.contains("\"progressToken\":\"p" + call + "\"")
                            || line.contains("\"id\":" + call + ","))
                    .count();
            assertEquals(4, own, () -> call + ": " + text);
            assertEquals(
                    4, text.lines().filter(line -> line.startsWith("data:")).count());
        }
    }

    private static HttpRequest post(HttpTransport http, String body, String user, Optional<String> session) {
        var request = HttpRequest.newBuilder(http.uri().resolve("/mcp"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("X-Poe-P-B", user)
                .POST(BodyPublishers.ofString(body));
        session.ifPresent(id -> request.header("Mcp-Session-Id", id));
        return request.build();
    }

    private static String echo(HttpTransport http, String user) throws Exception {
        var response = java.net.http.HttpClient.newHttpClient()
                .send(echoRequest(http, user), java.net.http.HttpResponse.BodyHandlers.ofString());
        return json(response)
                .path("result")
                .path("content")
                .path(0)
                .path("text")
                .asText();
    }

    private static HttpRequest echoRequest(HttpTransport http, String user) {
        return HttpRequest.newBuilder(http.uri().resolve("/mcp"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("X-Poe-P-B", user)
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "tools/call")
                .header("Mcp-Name", "echo")
                .POST(BodyPublishers.ofString(HttpFixture.statelessCall(1, "echo")))
                .build();
    }

    private int message(String endpoint, String body) throws Exception {
        return server.send(HttpRequest.newBuilder(server.uri(endpoint))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)))
                .statusCode();
    }

    /** The data of the next event. */
    private static String data(BufferedReader events) throws Exception {
        for (var line = events.readLine(); line != null; line = events.readLine()) {
            if (line.startsWith("data:")) {
                return line.substring("data:".length()).strip();
            }
        }
        throw new AssertionError("The stream has ended.");
    }

    private String next() throws InterruptedException {
        return String.valueOf(server.methods.events().poll(10, TimeUnit.SECONDS));
    }
}
