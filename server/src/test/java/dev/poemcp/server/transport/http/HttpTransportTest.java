package dev.poemcp.server.transport.http;

import static dev.poemcp.server.transport.http.HttpFixture.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.server.transport.stdio.TrialSessions;
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

/** Streams, sessions, cancellation and ends, on real sockets. */
final class HttpTransportTest {
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
    void aQuickAnswerIsPlainJson() throws Exception {
        var answer = server.post(HttpFixture.modernCall(1, "echo"), HttpFixture.modernHeaders("tools/call", "echo"));

        assertEquals(
                "application/json", answer.headers().firstValue("Content-Type").orElse(""));
        assertEquals(
                "all:x",
                json(answer).path("result").path("content").path(0).path("text").asText());
    }

    @Test
    void progressComesOnTheStreamOfItsRequestBeforeTheAnswer() throws Exception {
        var modern = server.post(HttpFixture.modernCall(1, "steps"), HttpFixture.modernHeaders("tools/call", "steps"));
        var legacy = server.post(HttpFixture.call(2, "steps", ""), "Mcp-Session-Id", server.session("2025-11-25"));

        for (var answer : java.util.List.of(modern, legacy)) {
            assertEquals(
                    "text/event-stream",
                    answer.headers().firstValue("Content-Type").orElse(""));
            var data = answer.body()
                    .lines()
                    .filter(line -> line.startsWith("data:"))
                    .toList();
            assertEquals(4, data.size(), answer.body());
            assertTrue(data.get(2).contains("\"progress\":3"), answer.body());
            assertTrue(data.get(3).contains("stepped"), answer.body());
        }
    }

    @Test
    void closingTheStreamOfARequest_cancelsIt() throws Exception {
        var headers = Map.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/call", "Mcp-Name", "wait");
        var socket = server.raw(HttpFixture.head(HttpFixture.modernCall(1, "wait"), headers));
        assertEquals("waiting", next());

        socket.close();

        assertEquals("cancelled", next());
        server.awaitNothingHeld();
    }

    @Test
    void closingTheStreamOfAResourceRead_cancelsIt() throws Exception {
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
    void byTheOlderRevisionsALostConnectionCancelsNothing() throws Exception {
        var id = server.session("2025-11-25");
        var socket = server.raw(HttpFixture.head(HttpFixture.call(1, "wait", ""), Map.of("Mcp-Session-Id", id)));
        assertEquals("waiting", next());

        socket.close();

        // A stream is opened for what takes long, and signs of life in it tell that the client has left.
        server.awaitLoad(load -> {
            server.passes(Duration.ofSeconds(16));
            return load.bodyBytes() == 0;
        });
        assertNull(server.sessions.events().poll(), "nothing was cancelled");
        assertEquals(1, server.http.load().calls());
        server.sessions.letGo();
        server.awaitLoad(load -> load.calls() == 0);
    }

    @Test
    void pingsAndCancellationsDoNotWaitBehindCalls() throws Exception {
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
    void oneStreamCarriesEverythingForClientsOfTheFirstRevision() throws Exception {
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
    void whenTheOneStreamIsLostWhatRunsMayFinish() throws Exception {
        try (var socket = server.raw("GET /sse HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n")) {
            var events = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            var endpoint = data(events);
            message(endpoint, HttpFixture.INITIALIZE.formatted("2024-11-05"));
            assertTrue(data(events).contains("2024-11-05"));
            message(endpoint, HttpFixture.call(1, "wait", ""));
            assertEquals("waiting", next());
        }
        // Noticed by what is written to it. The stream's lease is gone then; the session's stays.
        server.awaitLoad(load -> {
            server.sessions.changed("poe://chats");
            return load.leases() == 1;
        });
        assertNull(server.sessions.events().poll(), "nothing was cancelled");

        server.sessions.letGo();

        assertEquals("closed", next());
        server.awaitNothingHeld();
    }

    @Test
    void aListenerIsToldOfChangesAndThatTheServerEnds() throws Exception {
        var body = "{\"jsonrpc\":\"2.0\",\"id\":\"l\",\"method\":\"subscriptions/listen\",\"params\":{"
                + "\"notifications\":{\"resourceSubscriptions\":[\"poe://chats\"]}," + HttpFixture.META + "}}}";
        var stream = server.stream(body, HttpFixture.modernHeaders("subscriptions/listen", ""));
        var events = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
        assertTrue(data(events).contains("acknowledged"));

        server.sessions.changed("poe://chats");
        assertTrue(data(events).contains("notifications/resources/updated"));

        server.close();
        var farewell = data(events);
        assertTrue(farewell.contains("\"id\":\"l\"") && farewell.contains("\"resultType\":\"complete\""), farewell);
    }

    @Test
    void theEndCancelsWhatDoesNotFinishInTime() throws Exception {
        var headers = Map.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/call", "Mcp-Name", "wait");
        try (var socket = server.raw(HttpFixture.head(HttpFixture.modernCall(1, "wait"), headers))) {
            assertEquals("waiting", next());
            server.close();

            assertEquals("cancelled", next());
            assertTrue(socket.getInputStream().read() >= 0, "it was answered all the same");
        }
    }

    @Test
    void aClientThatDoesNotReadIsDroppedAndHarmsNobody() throws Exception {
        var headers = Map.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/call", "Mcp-Name", "flood");
        try (var socket = server.raw(HttpFixture.head(HttpFixture.modernCall(1, "flood"), headers))) {
            server.awaitLoad(load -> load.outputBytes() > 0);

            server.awaitLoad(load -> {
                server.passes(HttpLimits.defaults().slowWrite());
                return load.calls() == 0;
            });

            var other = server.post(HttpFixture.modernCall(2, "echo"), HttpFixture.modernHeaders("tools/call", "echo"));
            assertEquals(200, other.statusCode());
            assertTrue(socket.isConnected());
            server.awaitNothingHeld();
        }
    }

    @Test
    void idleSessionsExpire() throws Exception {
        var id = server.session("2025-11-25");

        server.passes(HttpLimits.defaults().idleSession().plusSeconds(3));

        assertEquals("closed", next());
        var ping = server.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}", "Mcp-Session-Id", id);
        assertEquals(404, ping.statusCode());
        server.awaitNothingHeld();
    }

    @Test
    void callersWithDifferentCredentialsShareNothing() throws Exception {
        var made = new ConcurrentHashMap<String, TrialSessions>();
        var services = Services.perCaller(3, caller -> {
            var who = caller.pB().orElse("nobody");
            var sessions = new TrialSessions(who);
            assertNull(made.put(who, sessions), "one for each");
            return HttpFixture.unproven(sessions);
        });
        try (var http = new HttpTransport(HttpOptions.loopback(0), services, () -> "reachable")) {
            http.start();
            var each = new ArrayList<String>();
            for (var who : java.util.List.of("ann", "bob", "ann", "cid", "dan", "bob")) {
                each.add(echo(http, who));
                // A fourth pushes out who was there longest ago; when that one comes back, it starts anew.
                if (who.equals("dan")) {
                    made.remove("ann");
                    made.remove("bob");
                }
            }
            assertEquals("[ann:x, bob:x, ann:x, cid:x, dan:x, bob:x]", each.toString());
        }
    }

    @Test
    void aSessionBelongsToWhoOpenedIt() throws Exception {
        var services = Services.perCaller(
                9, caller -> HttpFixture.service(new TrialSessions(caller.pB().orElse("nobody"))));
        try (var http = new HttpTransport(HttpOptions.loopback(0), services, () -> "reachable")) {
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
    void aThousandCallersInAnyOrderSeeOnlyTheirOwn() throws Exception {
        var services = Services.perCaller(
                200, caller -> HttpFixture.service(new TrialSessions(caller.pB().orElse("nobody"))));
        var seed = System.nanoTime();
        var random = new java.util.Random(seed);
        var client = java.net.http.HttpClient.newHttpClient();
        try (var http = new HttpTransport(HttpOptions.loopback(0), services, () -> "reachable")) {
            http.start();
            for (var round = 0; round < 20; round++) {
                var answers = new java.util.LinkedHashMap<Integer, java.util.concurrent.CompletableFuture<String>>();
                // Fewer at a time than there is room for, so that nobody is turned away.
                while (answers.size() < 100) {
                    var who = random.nextInt(1_000);
                    answers.computeIfAbsent(
                            who,
                            number -> client.sendAsync(
                                            echoRequest(http, "user" + number),
                                            java.net.http.HttpResponse.BodyHandlers.ofString())
                                    .thenApply(java.net.http.HttpResponse::body));
                }
                for (var each : answers.entrySet()) {
                    var text = each.getValue().get(20, TimeUnit.SECONDS);
                    assertTrue(
                            text.contains("\"user" + each.getKey() + ":x\""),
                            () -> "seed " + seed + ", user" + each.getKey() + ": " + text);
                }
            }
        }
    }

    @Test
    void aThousandStreamsAtOnceLoseAndCrossNothing() throws Exception {
        var client = java.net.http.HttpClient.newHttpClient();
        var answers = new ArrayList<java.util.concurrent.CompletableFuture<String>>();
        for (var i = 1; i <= 1_000; i++) {
            var request = HttpRequest.newBuilder(server.uri("/mcp"))
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json, text/event-stream")
                    .header("MCP-Protocol-Version", "2026-07-28")
                    .header("Mcp-Method", "tools/call")
                    .header("Mcp-Name", "steps")
                    .POST(BodyPublishers.ofString(
                            HttpFixture.modernCall(i, "steps").replace("\"p\"", "\"p" + i + "\"")))
                    .build();
            answers.add(client.sendAsync(request, java.net.http.HttpResponse.BodyHandlers.ofString())
                    .thenApply(java.net.http.HttpResponse::body));
        }
        for (var i = 1; i <= 1_000; i++) {
            var call = i;
            var text = answers.get(i - 1).get(60, TimeUnit.SECONDS);
            var own = text.lines()
                    .filter(line -> line.contains("\"progressToken\":\"p" + call + "\"")
                            || line.contains("\"id\":" + call + ","))
                    .count();
            assertEquals(4, own, () -> call + ": " + text);
            assertEquals(
                    4, text.lines().filter(line -> line.startsWith("data:")).count());
        }
    }

    private static HttpRequest post(HttpTransport http, String body, String who, Optional<String> session) {
        var request = HttpRequest.newBuilder(http.uri().resolve("/mcp"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("X-Poe-P-B", who)
                .POST(BodyPublishers.ofString(body));
        session.ifPresent(id -> request.header("Mcp-Session-Id", id));
        return request.build();
    }

    private static String echo(HttpTransport http, String who) throws Exception {
        var answer = java.net.http.HttpClient.newHttpClient()
                .send(echoRequest(http, who), java.net.http.HttpResponse.BodyHandlers.ofString());
        return json(answer).path("result").path("content").path(0).path("text").asText();
    }

    private static HttpRequest echoRequest(HttpTransport http, String who) {
        return HttpRequest.newBuilder(http.uri().resolve("/mcp"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("X-Poe-P-B", who)
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "tools/call")
                .header("Mcp-Name", "echo")
                .POST(BodyPublishers.ofString(HttpFixture.modernCall(1, "echo")))
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
        return String.valueOf(server.sessions.events().poll(10, TimeUnit.SECONDS));
    }
}
