package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.emulator.PoeEmulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Many concurrent streams and connections over HTTP, in little memory. */
@Isolated("measures under a load that would slow other tests")
@ExtendWith(ServerExtension.class)
final class ManyStreamsIT {
    private static final int CALLS = 1_000;
    private static final int CONNECTIONS = 10_000;
    private static final Duration PIECE_INTERVAL = Duration.ofMillis(100);
    private static final int PIECES = 10;
    /** A pause before each piece and before the end. */
    private static final Duration REPLY_DURATION = PIECE_INTERVAL.multipliedBy(PIECES + 1L);

    private static final Duration TOTAL_LIMIT = Duration.ofSeconds(60);

    @Test
    void thousandStreamedSends_getTheirOwnReplies(PoeEmulator poe, Servers servers) throws Exception {
        sendAtOnce(poe, servers.http(Launch.serverFor(poe).jvmFlag("-Xmx256m")));

        assertEquals(CALLS + 1, poe.sentMessages().size(), "none was sent twice");
        System.out.println(poe.channel().socketsOpened() + " sockets");
    }

    @Test
    void thousandStreamedSendsByKey_getTheirOwnReplies(PoeEmulator poe, Servers servers) throws Exception {
        poe.api().requestsPerMinute(Integer.MAX_VALUE);
        askEmulatorAtOnce(poe);
        int before = poe.apiQueries().size();

        sendAtOnce(poe, servers.http(Launch.withKey(poe).jvmFlag("-Xmx256m")));

        assertEquals(before + CALLS + 1, poe.apiQueries().size(), "none was sent twice");
    }

    /** Prints how long the emulator alone takes under the same load, without the server between. */
    private static void askEmulatorAtOnce(PoeEmulator poe) {
        scriptTagger(poe);
        var body =
                "{\"version\":\"1.2\",\"type\":\"query\",\"user_id\":\"\",\"conversation_id\":\"\",\"message_id\":\"\","
                        + "\"query\":[{\"role\":\"user\",\"content\":\"m\",\"content_type\":\"text/markdown\"}]}";
        var request = HttpRequest.newBuilder(poe.apiUrl().resolve("/bot/Tagger"))
                .header("Authorization", "Bearer " + poe.apiKey())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var http = HttpClient.newHttpClient();
        var millis = new long[CALLS];
        var calls = new ArrayList<CompletableFuture<?>>();
        for (var i = 0; i < CALLS; i++) {
            var call = i;
            var start = System.nanoTime();
            calls.add(http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                    .thenAccept(response -> {
                        assertTrue(response.body().contains("event: done"), response::body);
                        millis[call] = (System.nanoTime() - start) / 1_000_000;
                    }));
        }
        calls.forEach(CompletableFuture::join);
        Arrays.sort(millis);
        System.out.println("the emulator alone: p50 " + millis[CALLS / 2] + " ms, p99 " + millis[CALLS * 99 / 100]);
    }

    private static void scriptTagger(PoeEmulator poe) {
        poe.bot("Tagger")
                .answersInPieces(message -> Arrays.stream(new String[PIECES])
                        .map(ignored -> "[" + message + "]")
                        .toList())
                .every(PIECE_INTERVAL);
    }

    /** Sends many messages at once, and checks that each gets the reply to itself, in a chat of its own. */
    private static void sendAtOnce(PoeEmulator poe, HttpServer server) throws Exception {
        scriptTagger(poe);
        var client = new StatelessHttpClient("{}", Map.of());
        client.tool(server.uri(), "send_message", "{\"bot\":\"Tagger\",\"message\":\"warm\"}");

        var responses = new ArrayList<CompletableFuture<JsonNode>>();
        var millis = new long[CALLS];
        var start = System.nanoTime();
        for (var i = 0; i < CALLS; i++) {
            var call = i;
            var callStart = System.nanoTime();
            var arguments = "{\"name\":\"send_message\",\"arguments\":{\"bot\":\"Tagger\",\"message\":\"m" + i + "\"}}";
            responses.add(client.callAsync(server.uri(), "tools/call", StatelessHttpClient.object(arguments))
                    .whenComplete((ignored, failure) -> millis[call] = (System.nanoTime() - callStart) / 1_000_000));
        }
        var chats = new HashSet<String>();
        for (var i = 0; i < CALLS; i++) {
            var reply = responses.get(i).get().path("result").path("structuredContent");
            assertEquals(("[m" + i + "]").repeat(PIECES), reply.path("text").asText(), () -> reply.toString());
            assertTrue(chats.add(reply.path("chat").path("chat_code").asText()), "each in a new chat");
        }

        var duration = Duration.ofNanos(System.nanoTime() - start);

        Arrays.sort(millis);
        var p99 = millis[CALLS * 99 / 100];
        System.out.println(CALLS + " sends in " + duration.toMillis() + " ms, each reply takes "
                + REPLY_DURATION.toMillis() + " ms: p50 " + millis[CALLS / 2] + " ms, p99 " + p99
                + " ms, p99 overhead " + (p99 - REPLY_DURATION.toMillis()) + " ms; "
                + poe.requests().all().size() + " requests");
        assertTrue(duration.compareTo(TOTAL_LIMIT) < 0, () -> "took " + duration);
    }

    @Test
    void tenThousandIdleConnections_doNotBlockRequests(PoeEmulator poe, Servers servers) throws Exception {
        List<Socket> idle = new ArrayList<>();
        var server = servers.http(Launch.serverFor(poe).jvmFlag("-Xmx256m"));
        try {
            for (var i = 0; i < CONNECTIONS; i++) {
                var socket = new Socket(
                        InetAddress.getLoopbackAddress(), server.uri().getPort());
                // Part of a request, so that the server waits for the rest.
                socket.getOutputStream()
                        .write("POST /mcp HTTP/1.1\r\nHost: local"
                                .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                idle.add(socket);
            }
            var start = System.nanoTime();

            var settings = new StatelessHttpClient("{}", Map.of()).tool(server.uri(), "get_settings", "{}");

            assertTrue(settings.path("result").has("structuredContent"), settings::toString);
            assertTrue(System.nanoTime() - start < Duration.ofSeconds(10).toNanos());
        } finally {
            for (var socket : idle) {
                close(socket);
            }
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Already closed by the server.
        }
    }
}
