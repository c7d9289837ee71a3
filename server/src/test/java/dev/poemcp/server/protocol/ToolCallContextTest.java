package dev.poemcp.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.tools.api.CallContext.Answer;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ToolCallContextTest {
    private static final long MILLISECOND = 1_000_000;

    private final RecordingHost host = new RecordingHost();

    @Test
    void notifications_areSpacedAndPrecedeTheResult() {
        var call = new ToolCallContext(host, "token", System::nanoTime);

        IntStream.rangeClosed(1, 4).forEach(i -> call.progress(i, "piece " + i));
        call.finish();
        var end = System.nanoTime();

        assertEquals(4, host.progress().size());
        for (var i = 1; i < 4; i++) {
            assertTrue(host.progress().get(i).at() - host.progress().get(i - 1).at() >= 50 * MILLISECOND);
        }
        assertTrue(
                end - host.progress().get(3).at() >= 20 * MILLISECOND,
                "clients drop progress that comes with the result");
    }

    @Test
    void decreasingProgress_isSentAsGrowing() {
        var call = new ToolCallContext(host, "token", System::nanoTime);

        call.progress(10, "a");
        call.progress(10, "b");
        call.progress(3, "c");

        var values = host.progress().stream()
                .map(RecordingHost.Notification::progress)
                .toList();
        assertTrue(values.get(0) < values.get(1) && values.get(1) < values.get(2), values::toString);
    }

    @Test
    void callWithoutTokenOrFinished_sendsNoProgress() {
        var withoutToken = new ToolCallContext(host, null, System::nanoTime);
        withoutToken.progress(1, "x");
        assertFalse(withoutToken.wantsProgress());

        var finished = new ToolCallContext(host, 7, System::nanoTime);
        finished.finish();
        finished.progress(1, "x");

        assertEquals(0, host.progress().size());
    }

    @Test
    void cancelledCall_sendsNoMoreAndKeepsItsInterrupt() {
        // The interval between two notifications never passes.
        var call = new ToolCallContext(host, "token", () -> 5);
        call.progress(1, "a");

        Thread.currentThread().interrupt();
        call.progress(2, "b");

        assertTrue(Thread.interrupted(), "the next wait must see it, too");
        assertEquals(1, host.progress().size());
    }

    @Test
    void cancelDuringConfirm_failsAsCancelled() {
        host.answers(() -> {
            throw new InterruptedException();
        });
        var call = new ToolCallContext(host, null, System::nanoTime);

        var failure = assertThrows(PoeException.class, () -> call.confirm("Really?"));

        assertTrue(Thread.interrupted());
        assertTrue(failure.failure() instanceof PoeFailure.Cancelled);
    }

    @Test
    void confirm_returnsUsersAnswer() {
        host.answers(() -> JsonRpc.JSON.valueToTree(Map.of("action", "accept", "content", Map.of("confirm", true))));

        assertEquals(Answer.YES, new ToolCallContext(host, null, System::nanoTime).confirm("Really?"));
    }
}
