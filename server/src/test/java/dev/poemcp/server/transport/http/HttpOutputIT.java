package dev.poemcp.server.transport.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Unread output is limited in bytes, per stream and in total. */
final class HttpOutputIT {
    private static final int MEGABYTE = 1 << 20;
    private static final String LISTEN = "{\"jsonrpc\":\"2.0\",\"id\":\"l\",\"method\":\"subscriptions/listen\","
            + "\"params\":{\"notifications\":{\"resourceSubscriptions\":[\"poe://chats\"]}," + HttpFixture.META + "}}}";
    private static final String BIG = "x".repeat(MEGABYTE);

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var socket : sockets) {
            socket.close();
        }
    }

    @Test
    void unreadStream_isClosedAboveItsLimit() throws Exception {
        try (var server = server(4 * MEGABYTE, 64 * MEGABYTE)) {
            awaitAcknowledgement(listen(server));

            for (var i = 0; i < 200 && server.http.load().subscriptionStreams() > 0; i++) {
                server.methods.notifyUpdated(BIG);
                var held = server.http.load().outputBytes();
                assertTrue(held <= 4 * MEGABYTE, () -> held + " bytes are held");
            }

            server.awaitIdle();
        }
    }

    @Test
    void unreadStreams_areClosedAboveTotalLimitAndReadStreamContinues() throws Exception {
        // The limit per stream is higher than the total, so that the total applies.
        try (var server = server(200 * MEGABYTE, 16 * MEGABYTE)) {
            for (var i = 0; i < 4; i++) {
                awaitAcknowledgement(listen(server));
            }
            var reader = events(listen(server));
            assertTrue(next(reader).contains("acknowledged"));

            for (var i = 0; i < 200 && server.http.load().subscriptionStreams() > 1; i++) {
                server.methods.notifyUpdated(BIG);
                var held = server.http.load().outputBytes();
                assertTrue(held <= 16 * MEGABYTE, () -> held + " bytes are held");
                assertTrue(next(reader).contains("notifications/resources/updated"));
            }

            server.awaitLoad(load -> load.subscriptionStreams() == 1);
            server.methods.notifyUpdated("poe://chats");
            assertTrue(next(reader).contains("poe://chats"));
        }
    }

    @Test
    void eventAboveStreamLimit_reachesClientThatReads() throws Exception {
        try (var server = server(1_000, 16 * MEGABYTE)) {
            var reader = events(listen(server));
            assertTrue(next(reader).contains("acknowledged"));

            server.methods.notifyUpdated(BIG);

            assertTrue(next(reader).length() > MEGABYTE);
            server.awaitLoad(load -> load.outputBytes() == 0);
            assertEquals(1, server.http.load().subscriptionStreams());
        }
    }

    private static HttpFixture server(long ofOneStream, long ofAll) throws Exception {
        var defaults = HttpLimits.defaults();
        return new HttpFixture(HttpFixture.options(new HttpLimits(
                defaults.bodyBytes(),
                defaults.bodiesBytes(),
                defaults.headerBytes(),
                defaults.connections(),
                defaults.calls(),
                defaults.sessions(),
                defaults.subscriptionStreams(),
                defaults.waitingEvents(),
                ofOneStream,
                ofAll,
                defaults.slowWrite(),
                defaults.slowBody(),
                defaults.idleSession(),
                defaults.grace(),
                defaults.user())));
    }

    private Socket listen(HttpFixture server) throws Exception {
        var socket = server.raw(HttpFixture.head(
                LISTEN, Map.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "subscriptions/listen")));
        sockets.add(socket);
        return socket;
    }

    /** Reads up to the acknowledgement; after that the stream gets changes and is not read. */
    private static void awaitAcknowledgement(Socket socket) throws Exception {
        var read = new StringBuilder();
        var in = socket.getInputStream();
        while (read.indexOf("acknowledged") < 0) {
            var next = in.read();
            assertTrue(next >= 0, read::toString);
            read.append((char) next);
        }
    }

    /** The data of the events, as they arrive. */
    private static BlockingQueue<String> events(Socket socket) throws Exception {
        var data = new LinkedBlockingQueue<String>();
        var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        var thread = new Thread(
                () -> lines.lines().filter(line -> line.startsWith("data:")).forEach(data::add));
        thread.setUncaughtExceptionHandler((ignored, e) -> data.add("The stream broke: " + e));
        thread.setDaemon(true);
        thread.start();
        return data;
    }

    private static String next(BlockingQueue<String> data) throws InterruptedException {
        return String.valueOf(data.poll(20, TimeUnit.SECONDS));
    }
}
