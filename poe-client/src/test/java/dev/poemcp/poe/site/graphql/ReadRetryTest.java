package dev.poemcp.poe.site.graphql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadRetryTest {
    private final List<Duration> pauses = new ArrayList<>();
    private final ReadRetry retry = new ReadRetry(Duration.ofSeconds(1), pauses::add, () -> 0.5);
    private int attempts;

    @Test
    void transientFailure_isRepeatedTwiceWithBackoff() {
        var last = assertThrows(PoeException.class, () -> retry.repeat(() -> fail(network())));

        assertInstanceOf(PoeFailure.Network.class, last.failure());
        assertEquals(3, attempts);
        assertEquals(List.of(Duration.ofMillis(750), Duration.ofMillis(1500)), pauses);
    }

    @Test
    void successOnSecondAttempt_isReturned() {
        var result = retry.repeat(() -> attempts == 0 ? fail(network()) : "fine");

        assertEquals("fine", result);
        assertEquals(1, pauses.size());
    }

    @Test
    void shortRetryAfter_isObserved() {
        assertThrows(PoeException.class, () -> retry.repeat(() -> fail(unavailable(Duration.ofSeconds(4)))));

        assertEquals(List.of(Duration.ofSeconds(4), Duration.ofSeconds(4)), pauses);
    }

    @Test
    void longRetryAfter_isLeftToCaller() {
        assertThrows(PoeException.class, () -> retry.repeat(() -> fail(unavailable(Duration.ofSeconds(6)))));

        assertEquals(1, attempts);
    }

    @Test
    void permanentFailure_isNotRepeated() {
        var failures = List.of(
                new PoeFailure.AuthExpired("x"),
                new PoeFailure.RateLimited("x", Optional.of(Duration.ZERO)),
                new PoeFailure.UnexpectedResponse("x", Spend.NONE),
                new PoeFailure.TimedOut("x", Spend.NONE),
                new PoeFailure.Cancelled("x", Spend.NONE));
        for (var failure : failures) {
            assertThrows(PoeException.class, () -> retry.repeat(() -> fail(failure)));
        }

        assertEquals(failures.size(), attempts);
    }

    @Test
    void interrupt_endsPause() {
        var interrupted = new ReadRetry(
                Duration.ofSeconds(1),
                length -> {
                    throw new InterruptedException();
                },
                () -> 0.5);

        var cancelled = assertThrows(PoeException.class, () -> interrupted.repeat(() -> fail(network())));

        assertInstanceOf(PoeFailure.Cancelled.class, cancelled.failure());
        assertTrue(Thread.interrupted(), "the flag is set again");
        assertEquals(1, attempts);
    }

    private String fail(PoeFailure failure) {
        attempts++;
        throw new PoeException(failure);
    }

    private static PoeFailure network() {
        return new PoeFailure.Network("cut", Spend.NONE);
    }

    private static PoeFailure unavailable(Duration retryAfter) {
        return new PoeFailure.Unavailable(503, Optional.of(retryAfter), Spend.NONE);
    }
}
