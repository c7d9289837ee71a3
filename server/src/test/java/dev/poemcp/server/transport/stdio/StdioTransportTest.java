package dev.poemcp.server.transport.stdio;

import static dev.poemcp.server.transport.stdio.TransportBench.cancel;
import static dev.poemcp.server.transport.stdio.TransportBench.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.server.jsonrpc.Dispatcher;
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

    private final Semaphore begun = new Semaphore(0);
    private final CountDownLatch release = new CountDownLatch(1);
    private final LinkedBlockingQueue<String> ends = new LinkedBlockingQueue<>();

    private final Map<String, Function<Object, Callable<Object>>> methods = Map.of(
            "echo", params -> () -> params,
            "hold", params -> () -> held(params),
            "wait", params -> () -> held(params),
            "fail",
                    params -> () -> {
                        throw new IllegalStateException("secret inside");
                    },
            "crash",
                    params -> () -> {
                        throw new StackOverflowError("deep");
                    });

    private Object held(Object params) {
        begun.release();
        try {
            release.await();
            ends.add("released");
            return params;
        } catch (InterruptedException e) {
            ends.add("interrupted");
            Thread.currentThread().interrupt();
            return Map.of("cut", "short");
        }
    }

    @Test
    void aBadLineCostsOnlyItself() throws Exception {
        try (var bench = new TransportBench(methods).open(NEWEST)) {
            bench.send("no JSON");
            bench.send("");
            bench.send("   ");
            bench.send(request(1, "echo", "{\"a\":1}"));

            var first = bench.next();
            var second = bench.next();

            assertEquals(-32700, first.path("error").path("code").asInt());
            assertTrue(first.has("id") && first.get("id").isNull(), first::toString);
            assertEquals(1, second.path("result").path("a").asInt());
        }
    }

    @Test
    void aLineThatIsTooLongIsAnsweredAndSkipped() throws Exception {
        try (var bench = new TransportBench(methods).open(NEWEST)) {
            var chunk = "x".repeat(1 << 20).getBytes(UTF_8);
            for (var i = 0; i < 17; i++) {
                bench.sendBytes(chunk);
            }
            bench.send("");
            bench.send(request(1, "echo", "{}"));

            assertEquals(-32600, bench.next().path("error").path("code").asInt());
            assertEquals(1, bench.next().path("id").asInt());
        }
    }

    @Test
    void nothingIsAnsweredBeforeTheHandshakeButPings() throws Exception {
        try (var bench = new TransportBench(methods)) {
            bench.send(request(1, "ping", "{}"));
            bench.send(request(2, "echo", "{}"));

            assertTrue(bench.next().has("result"));
            assertEquals(-32600, bench.next().path("error").path("code").asInt());

            bench.open(NEWEST).send(request(3, "echo", "{}"));
            assertTrue(bench.next().has("result"));
        }
    }

    @Test
    void aClientThatForgetsToSayInitializedIsServedAllTheSame() throws Exception {
        try (var bench = new TransportBench(methods)) {
            bench.send(
                    request(
                            0,
                            "initialize",
                            "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}"));
            bench.send(request(1, "echo", "{\"a\":1}"));

            assertEquals(0, bench.next().path("id").asInt());
            assertEquals(1, bench.next().path("result").path("a").asInt());
        }
    }

    @Test
    void aHandshakeOfTheWrongShapeIsRefusedAndMayBeRepeated() throws Exception {
        try (var bench = new TransportBench(methods)) {
            bench.send(request(0, "initialize", "{\"protocolVersion\":{\"no\":1},\"capabilities\":7}"));

            var refused = bench.next();

            assertEquals(-32602, refused.path("error").path("code").asInt());
            assertFalse(refused.toString().contains("io.modelcontextprotocol"), refused::toString);
            bench.open(NEWEST).send(request(1, "echo", "{}"));
            assertTrue(bench.next().has("result"));
        }
    }

    @Test
    void aSecondHandshakeIsRefused() throws Exception {
        try (var bench = new TransportBench(methods).open(NEWEST)) {
            bench.send(
                    request(
                            5,
                            "initialize",
                            "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}"));

            assertEquals(-32600, bench.next().path("error").path("code").asInt());
        }
    }

    @Test
    void callsRunSideBySideAndPingsPassThem() throws Exception {
        try (var bench = new TransportBench(methods).open(NEWEST)) {
            for (var id = 1; id <= 300; id++) {
                bench.send(request(id, "hold", "{\"of\":" + id + "}"));
            }
            assertTrue(begun.tryAcquire(300, 20, TimeUnit.SECONDS), "all 300 run at once");

            bench.send(request(1000, "ping", "{}"));
            assertEquals(1000, bench.next().path("id").asInt());

            release.countDown();
            var answered = new HashSet<Integer>();
            for (var i = 0; i < 300; i++) {
                var answer = bench.next();
                assertEquals(
                        answer.path("id").asInt(),
                        answer.path("result").path("of").asInt());
                answered.add(answer.path("id").asInt());
            }
            assertEquals(300, answered.size());
        }
    }

    @Test
    void moreCallsThanThereIsRoomForAreRefusedAtOnce() throws Exception {
        try (var bench = new TransportBench(methods).open(NEWEST)) {
            for (var id = 1; id <= Dispatcher.MAX_IN_FLIGHT + 1; id++) {
                bench.send(request(id, "hold", "{}"));
            }

            var refused = bench.next();

            assertEquals(Dispatcher.MAX_IN_FLIGHT + 1, refused.path("id").asInt());
            assertTrue(refused.path("error").path("message").asText().contains("busy"), refused::toString);
            release.countDown();
        }
    }

    @Test
    void anIdThatIsInUseIsRefused() throws Exception {
        try (var bench = new TransportBench(methods).open(NEWEST)) {
            bench.send(request(1, "hold", "{}"));
            assertTrue(begun.tryAcquire(20, TimeUnit.SECONDS));
            bench.send(request(1, "echo", "{}"));

            assertEquals(-32600, bench.next().path("error").path("code").asInt());
            release.countDown();
            assertTrue(bench.next().has("result"));
        }
    }

    @Test
    void aCancelledCallIsInterruptedAndNotAnswered() throws Exception {
        try (var bench = new TransportBench(methods).open(NEWEST)) {
            bench.send(request(1, "hold", "{}"));
            assertTrue(begun.tryAcquire(20, TimeUnit.SECONDS));
            bench.send(cancel(1));

            assertEquals("interrupted", ends.poll(20, TimeUnit.SECONDS));
            bench.send(request(2, "echo", "{}"));
            assertEquals(2, bench.next().path("id").asInt(), "the next answer is of the next call");
            assertTrue(bench.silent());
        }
    }

    @Test
    void cancellingWhatIsOverOrNeverWasDoesNothing() throws Exception {
        try (var bench = new TransportBench(methods).open(NEWEST)) {
            bench.send(request(1, "echo", "{}"));
            assertEquals(1, bench.next().path("id").asInt());
            bench.send(cancel(1));
            bench.send(cancel(99));
            bench.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\"}");
            bench.send(request(2, "echo", "{}"));

            assertEquals(2, bench.next().path("id").asInt());
        }
    }

    @Test
    void theEndOfInputLetsAQuickCallFinish() throws Exception {
        var bench = new TransportBench(methods, TransportBench.LIMIT).open(NEWEST);
        bench.send(request(1, "hold", "{}"));
        assertTrue(begun.tryAcquire(20, TimeUnit.SECONDS));

        bench.endInput();
        release.countDown();

        assertEquals(1, bench.next().path("id").asInt());
        assertTrue(bench.overWithin(TransportBench.LIMIT));
        assertEquals("released", ends.poll());
    }

    @Test
    void theEndOfInputInterruptsACallThatWaitsForABot() throws Exception {
        var bench = new TransportBench(methods).open(NEWEST);
        bench.send(request(1, "wait", "{}"));
        assertTrue(begun.tryAcquire(20, TimeUnit.SECONDS));

        bench.endInput();

        assertEquals("interrupted", ends.poll(20, TimeUnit.SECONDS));
        assertTrue(bench.overWithin(TransportBench.LIMIT));
    }

    @Test
    void theEndOfInputInterruptsInTheEndWhateverRuns() throws Exception {
        var bench = new TransportBench(methods).open(NEWEST);
        bench.send(request(1, "hold", "{}"));
        assertTrue(begun.tryAcquire(20, TimeUnit.SECONDS));

        bench.endInput();

        assertTrue(bench.overWithin(TransportBench.LIMIT));
        assertEquals("interrupted", ends.poll());
    }

    @Test
    void aTerminationEndsItLikeTheEndOfInput() throws Exception {
        var bench = new TransportBench(methods).open(NEWEST);
        bench.send(request(1, "wait", "{}"));
        assertTrue(begun.tryAcquire(20, TimeUnit.SECONDS));

        bench.stop();

        assertTrue(bench.overWithin(TransportBench.LIMIT));
        assertEquals("interrupted", ends.poll());
    }

    @Test
    void aClientThatNoLongerTakesOutputHasLeft() throws Exception {
        var broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        var bench = new TransportBench(methods, broken);

        bench.send(request(1, "ping", "{}"));

        assertTrue(bench.overWithin(TransportBench.LIMIT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "crash"})
    void aBugIsAnsweredWithoutItsStory(String method) throws Exception {
        try (var bench = new TransportBench(methods).open(NEWEST)) {
            bench.send(request(1, method, "{}"));

            var answer = bench.next();

            assertEquals(-32603, answer.path("error").path("code").asInt());
            assertFalse(answer.toString().contains("at dev.poemcp"), answer::toString);
        }
    }

    @Test
    void anUnknownMethodAndAnUnknownAnswerAreTaken() throws Exception {
        try (var bench = new TransportBench(methods).open(NEWEST)) {
            bench.send("{\"jsonrpc\":\"2.0\",\"id\":\"nobody-asked\",\"result\":{}}");
            bench.send("{\"jsonrpc\":\"2.0\",\"id\":\"nobody-asked\",\"error\":\"rubbish\"}");
            bench.send(request(1, "unknown/method", "{}"));

            assertEquals(-32601, bench.next().path("error").path("code").asInt());
        }
    }

    @Test
    void halfAnEmojiDoesNotBreakTheAnswer() throws Exception {
        try (var bench = new TransportBench(methods).open(NEWEST)) {
            bench.send(request(1, "echo", "{\"a\":\"x\\ud83dy\"}"));

            assertEquals("x?y", bench.next().path("result").path("a").asText());
        }
    }

    @Test
    void aBatchIsAnsweredInOneLineByTheRevisionThatHasBatches() throws Exception {
        try (var bench = new TransportBench(methods).open("2025-03-26")) {
            bench.send("[" + request(1, "echo", "{\"a\":1}") + ",7,"
                    + "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/unknown\"}," + request(2, "ping", "{}") + "]");

            var answer = bench.next();

            assertTrue(answer.isArray(), answer::toString);
            assertEquals(3, answer.size());
            var ids = answer.findValuesAsText("id");
            assertTrue(ids.containsAll(List.of("1", "2", "null")), ids::toString);
        }
    }

    @Test
    void aBatchOfNotificationsIsNotAnswered() throws Exception {
        try (var bench = new TransportBench(methods).open("2025-03-26")) {
            bench.send("[{\"jsonrpc\":\"2.0\",\"method\":\"notifications/unknown\"}]");
            bench.send(request(1, "echo", "{}"));

            assertEquals(1, bench.next().path("id").asInt());
        }
    }

    @Test
    void aCancelledCallOfABatchLeavesTheOthersTheirLine() throws Exception {
        try (var bench = new TransportBench(methods).open("2025-03-26")) {
            bench.send("[" + request(1, "hold", "{}") + "," + request(2, "echo", "{}") + "]");
            assertTrue(begun.tryAcquire(20, TimeUnit.SECONDS));
            bench.send(cancel(1));

            JsonNode answer = bench.next();

            assertEquals(1, answer.size(), answer::toString);
            assertEquals(2, answer.path(0).path("id").asInt());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-11-05", "2025-06-18", "2025-11-25"})
    void otherRevisionsRefuseBatches(String version) throws Exception {
        try (var bench = new TransportBench(methods).open(version)) {
            bench.send("[" + request(1, "ping", "{}") + "]");

            assertEquals(-32600, bench.next().path("error").path("code").asInt());
        }
    }
}
