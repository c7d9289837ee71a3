package dev.poemcp.server.transport.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a stream writes, on a response that takes everything at once. */
final class EventStreamTest {
    private static final Duration IDLE = Duration.ofMillis(125);
    private static final long SECOND = 1_000_000_000L;
    private static final Caller CALLER = new Caller("user", true);

    private final Response response = mock(Response.class);
    private final List<String> written = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private final ExchangeCompletion completion =
            new ExchangeCompletion(Callback.from(() -> ends.add("succeeded"), failure -> ends.add("failed")));
    private final TransportTimer timer = new TransportTimer(() -> 0L);

    @BeforeEach
    void acceptWrites() {
        when(response.getHeaders()).thenReturn(HttpFields.build());
        doAnswer(write -> {
                    boolean last = write.getArgument(0);
                    ByteBuffer bytes = write.getArgument(1);
                    written.add(StandardCharsets.UTF_8.decode(bytes) + (last ? "<end>" : ""));
                    write.<Callback>getArgument(2).succeeded();
                    return null;
                })
                .when(response)
                .write(anyBoolean(), any(), any());
    }

    private EventStream open() {
        var limits = HttpLimits.defaults();
        var stream =
                new EventStream(response, completion, CALLER, limits, new OutputBudget(limits, () -> 0L), timer, IDLE);
        // Before the stream's own action at the end of the exchange, as if the timer's thread came between.
        completion.onEnd(() -> stream.onTick(SECOND));
        stream.open();
        return stream;
    }

    @Test
    void tickBetweenLastWriteAndEnd_writesNothing() {
        var stream = open();

        stream.post("message", "{}");
        stream.end();

        assertEquals(List.of(":\n\n", "event: message\ndata: {}\n\n", "<end>"), written);
        assertEquals(List.of("succeeded"), ends);
    }

    @Test
    void silence_isFilledWithComments_rarelyWhenManyStreamsAreOpen() {
        var stream = open();
        stream.onTick(IDLE.toNanos());
        assertEquals(1, written.size(), "not yet");

        stream.onTick(IDLE.toNanos() + 1);
        assertEquals(2, written.size());

        for (var i = 0; i < 2_000; i++) {
            timer.add(new TransportTimer.TickListener() {
                @Override
                public void onTick(long now) {}
            });
        }
        stream.onTick(2 * SECOND);
        assertEquals(2, written.size(), "2,000 streams get a comment every two seconds at most");
        stream.onTick(3 * SECOND);
        assertEquals(3, written.size());
    }
}
