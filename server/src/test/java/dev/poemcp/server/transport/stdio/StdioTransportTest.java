package dev.poemcp.server.transport.stdio;

import static dev.poemcp.server.transport.stdio.StdioFixture.cancel;
import static dev.poemcp.server.transport.stdio.StdioFixture.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StdioTransportTest {
    private static final String NEWEST = "2025-11-25";

    private final Semaphore started = new Semaphore(0);
    private final CountDownLatch release = new CountDownLatch(1);
    private final LinkedBlockingQueue<String> outcomes = new LinkedBlockingQueue<>();

    private final Map<String, Function<Object, Callable<Object>>> methods = Map.of(
            "echo", params -> () -> params,
            "hold", params -> () -> hold(params),
            "wait", params -> () -> hold(params),
            "fail",
                    params -> () -> {
                        throw new IllegalStateException("secret inside");
                    },
            "crash",
                    params -> () -> {
                        throw new StackOverflowError("deep");
                    });

    private Object hold(Object params) {
        started.release();
        try {
            release.await();
            outcomes.add("released");
            return params;
        } catch (InterruptedException e) {
            outcomes.add("interrupted");
            Thread.currentThread().interrupt();
            return Map.of("cut", "short");
        }
    }

    @Test
    void invalidLine_doesNotAffectTheNext() throws Exception {
        try (var fixture = new StdioFixture(methods).open(NEWEST)) {
            fixture.send("no JSON");
            fixture.send("");
            fixture.send("   ");
            fixture.send(request(1, "echo", "{\"a\":1}"));

            var first = fixture.next();
            var second = fixture.next();

            assertEquals(-32700, first.path("error").path("code").asInt());
            assertTrue(first.has("id") && first.get("id").isNull(), first::toString);
            assertEquals(1, second.path("result").path("a").asInt());
        }
    }

    @Test
    void tooLongLine_isRejectedAndSkipped() throws Exception {
        try (var fixture = new StdioFixture(methods).open(NEWEST)) {
            var chunk = "x".repeat(1 << 20).getBytes(UTF_8);
            for (var i = 0; i < 17; i++) {
                fixture.sendBytes(chunk);
            }
            fixture.send("");
            fixture.send(request(1, "echo", "{}"));

            assertEquals(-32600, fixture.next().path("error").path("code").asInt());
            assertEquals(1, fixture.next().path("id").asInt());
        }
    }

    @Test
    void requestBeforeHandshake_isRejectedUnlessPing() throws Exception {
        try (var fixture = new StdioFixture(methods)) {
            fixture.send(request(1, "ping", "{}"));
            fixture.send(request(2, "echo", "{}"));

            assertTrue(fixture.next().has("result"));
            assertEquals(-32600, fixture.next().path("error").path("code").asInt());

            fixture.open(NEWEST).send(request(3, "echo", "{}"));
            assertTrue(fixture.next().has("result"));
        }
    }

    @Test
    void missingInitializedNotification_isTolerated() throws Exception {
        try (var fixture = new StdioFixture(methods)) {
            fixture.send(
                    request(
                            0,
                            "initialize",
                            "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}"));
            fixture.send(request(1, "echo", "{\"a\":1}"));

            assertEquals(0, fixture.next().path("id").asInt());
            assertEquals(1, fixture.next().path("result").path("a").asInt());
        }
    }

    @Test
    void malformedInitialize_isRejectedAndMayBeRepeated() throws Exception {
        try (var fixture = new StdioFixture(methods)) {
            fixture.send(request(0, "initialize", "{\"protocolVersion\":{\"no\":1},\"capabilities\":7}"));

            var rejected = fixture.next();

            assertEquals(-32602, rejected.path("error").path("code").asInt());
            assertFalse(rejected.toString().contains("io.modelcontextprotocol"), rejected::toString);
            fixture.open(NEWEST).send(request(1, "echo", "{}"));
            assertTrue(fixture.next().has("result"));
        }
    }

    @Test
    void secondInitialize_isRejected() throws Exception {
        try (var fixture = new StdioFixture(methods).open(NEWEST)) {
            fixture.send(
                    request(
                            5,
                            "initialize",
                            "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}"));

            assertEquals(-32600, fixture.next().path("error").path("code").asInt());
        }
    }

    @Test
    void calls_runConcurrentlyAndPingsDoNotWait() throws Exception {
        try (var fixture = new StdioFixture(methods).open(NEWEST)) {
            for (var id = 1; id <= 300; id++) {
                fixture.send(request(id, "hold", "{\"of\":" + id + "}"));
            }
            assertTrue(started.tryAcquire(300, 20, TimeUnit.SECONDS), "all 300 run concurrently");

            fixture.send(request(1000, "ping", "{}"));
            assertEquals(1000, fixture.next().path("id").asInt());

            release.countDown();
            var answered = new HashSet<Integer>();
            for (var i = 0; i < 300; i++) {
                var response = fixture.next();
                assertEquals(
                        response.path("id").asInt(),
                        response.path("result").path("of").asInt());
                answered.add(response.path("id").asInt());
            }
            assertEquals(300, answered.size());
        }
    }

    @Test
    void duplicateId_isRejected() throws Exception {
        try (var fixture = new StdioFixture(methods).open(NEWEST)) {
            fixture.send(request(1, "hold", "{}"));
            assertTrue(started.tryAcquire(20, TimeUnit.SECONDS));
            fixture.send(request(1, "echo", "{}"));

            assertEquals(-32600, fixture.next().path("error").path("code").asInt());
            release.countDown();
            assertTrue(fixture.next().has("result"));
        }
    }

    @Test
    void cancelledCall_isInterruptedWithoutResponse() throws Exception {
        try (var fixture = new StdioFixture(methods).open(NEWEST)) {
            fixture.send(request(1, "hold", "{}"));
            assertTrue(started.tryAcquire(20, TimeUnit.SECONDS));
            fixture.send(cancel(1));

            assertEquals("interrupted", outcomes.poll(20, TimeUnit.SECONDS));
            fixture.send(request(2, "echo", "{}"));
            assertEquals(2, fixture.next().path("id").asInt(), "the next response belongs to the next call");
            assertTrue(fixture.hasNoMessage());
        }
    }

    @Test
    void cancellingUnknownCall_hasNoEffect() throws Exception {
        try (var fixture = new StdioFixture(methods).open(NEWEST)) {
            fixture.send(request(1, "echo", "{}"));
            assertEquals(1, fixture.next().path("id").asInt());
            fixture.send(cancel(1));
            fixture.send(cancel(99));
            fixture.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\"}");
            fixture.send(request(2, "echo", "{}"));

            assertEquals(2, fixture.next().path("id").asInt());
        }
    }

    @Test
    void endOfInput_letsQuickCallFinish() throws Exception {
        var fixture = new StdioFixture(methods, StdioFixture.LIMIT).open(NEWEST);
        fixture.send(request(1, "hold", "{}"));
        assertTrue(started.tryAcquire(20, TimeUnit.SECONDS));

        fixture.endInput();
        release.countDown();

        assertEquals(1, fixture.next().path("id").asInt());
        assertTrue(fixture.endsWithin(StdioFixture.LIMIT));
        assertEquals("released", outcomes.poll());
    }

    @Test
    void endOfInput_interruptsCallThatWaitsForBot() throws Exception {
        var fixture = new StdioFixture(methods).open(NEWEST);
        fixture.send(request(1, "wait", "{}"));
        assertTrue(started.tryAcquire(20, TimeUnit.SECONDS));

        fixture.endInput();

        assertEquals("interrupted", outcomes.poll(20, TimeUnit.SECONDS));
        assertTrue(fixture.endsWithin(StdioFixture.LIMIT));
    }

    @Test
    void endOfInput_interruptsAnyCallAfterGrace() throws Exception {
        var fixture = new StdioFixture(methods).open(NEWEST);
        fixture.send(request(1, "hold", "{}"));
        assertTrue(started.tryAcquire(20, TimeUnit.SECONDS));

        fixture.endInput();

        assertTrue(fixture.endsWithin(StdioFixture.LIMIT));
        assertEquals("interrupted", outcomes.poll());
    }

    @Test
    void stop_endsLikeEndOfInput() throws Exception {
        var fixture = new StdioFixture(methods).open(NEWEST);
        fixture.send(request(1, "wait", "{}"));
        assertTrue(started.tryAcquire(20, TimeUnit.SECONDS));

        fixture.stop();

        assertTrue(fixture.endsWithin(StdioFixture.LIMIT));
        assertEquals("interrupted", outcomes.poll());
    }

    @Test
    void failingOutput_endsServing() throws Exception {
        var broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        var fixture = new StdioFixture(methods, broken);

        fixture.send(request(1, "ping", "{}"));

        assertTrue(fixture.endsWithin(StdioFixture.LIMIT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "crash"})
    void failingHandler_returnsInternalErrorWithoutStackTrace(String method) throws Exception {
        try (var fixture = new StdioFixture(methods).open(NEWEST)) {
            fixture.send(request(1, method, "{}"));

            var response = fixture.next();

            assertEquals(-32603, response.path("error").path("code").asInt());
            assertFalse(response.toString().contains("at dev.poemcp"), response::toString);
        }
    }

    @Test
    void unknownResponseOrMethod_isTolerated() throws Exception {
        try (var fixture = new StdioFixture(methods).open(NEWEST)) {
            fixture.send("{\"jsonrpc\":\"2.0\",\"id\":\"unknown\",\"result\":{}}");
            fixture.send("{\"jsonrpc\":\"2.0\",\"id\":\"unknown\",\"error\":\"malformed\"}");
            fixture.send(request(1, "unknown/method", "{}"));

            assertEquals(-32601, fixture.next().path("error").path("code").asInt());
        }
    }

    @Test
    void loneSurrogate_isReplacedInResponse() throws Exception {
        try (var fixture = new StdioFixture(methods).open(NEWEST)) {
            fixture.send(request(1, "echo", "{\"a\":\"x\\ud83dy\"}"));

            assertEquals("x?y", fixture.next().path("result").path("a").asText());
        }
    }

    @Test
    void batch_isAnsweredInOneLine() throws Exception {
        try (var fixture = new StdioFixture(methods).open("2025-03-26")) {
            fixture.send("[" + request(1, "echo", "{\"a\":1}") + ",7,"
                    + "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/unknown\"}," + request(2, "ping", "{}") + "]");

            var response = fixture.next();

            assertTrue(response.isArray(), response::toString);
            assertEquals(3, response.size());
            var ids = response.findValuesAsText("id");
            assertTrue(ids.containsAll(List.of("1", "2", "null")), ids::toString);
        }
    }

    @Test
    void batchOfNotifications_getsNoResponse() throws Exception {
        try (var fixture = new StdioFixture(methods).open("2025-03-26")) {
            fixture.send("[{\"jsonrpc\":\"2.0\",\"method\":\"notifications/unknown\"}]");
            fixture.send(request(1, "echo", "{}"));

            assertEquals(1, fixture.next().path("id").asInt());
        }
    }

    @Test
    void cancelledCallInBatch_leavesResponsesOfOthers() throws Exception {
        try (var fixture = new StdioFixture(methods).open("2025-03-26")) {
            fixture.send("[" + request(1, "hold", "{}") + "," + request(2, "echo", "{}") + "]");
            assertTrue(started.tryAcquire(20, TimeUnit.SECONDS));
            fixture.send(cancel(1));

            JsonNode response = fixture.next();

            assertEquals(1, response.size(), response::toString);
            assertEquals(2, response.path(0).path("id").asInt());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-11-05", "2025-06-18", "2025-11-25"})
    void batchInOtherRevision_isRejected(String version) throws Exception {
        try (var fixture = new StdioFixture(methods).open(version)) {
            fixture.send("[" + request(1, "ping", "{}") + "]");

            assertEquals(-32600, fixture.next().path("error").path("code").asInt());
        }
    }
}
