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
    private int asked;

    @Test
    void aStumbleIsRepeatedTwiceWithGrowingPauses() {
        var last = assertThrows(PoeException.class, () -> retry.repeat(() -> fail(network())));

        assertInstanceOf(PoeFailure.Network.class, last.failure());
        assertEquals(3, asked);
        assertEquals(List.of(Duration.ofMillis(750), Duration.ofMillis(1500)), pauses);
    }

    @Test
    void whatWorksTheSecondTimeHasWorked() {
        var result = retry.repeat(() -> asked == 0 ? fail(network()) : "fine");

        assertEquals("fine", result);
        assertEquals(1, pauses.size());
    }

    @Test
    void aShortPauseThatTheSiteAsksForIsKept() {
        assertThrows(PoeException.class, () -> retry.repeat(() -> fail(unavailable(Duration.ofSeconds(4)))));

        assertEquals(List.of(Duration.ofSeconds(4), Duration.ofSeconds(4)), pauses);
    }

    @Test
    void aLongPauseThatTheSiteAsksForIsTheCallersToWait() {
        assertThrows(PoeException.class, () -> retry.repeat(() -> fail(unavailable(Duration.ofSeconds(6)))));

        assertEquals(1, asked);
    }

    @Test
    void whatWouldFailAgainIsNotRepeated() {
        var failures = List.of(
                new PoeFailure.AuthExpired("x"),
                new PoeFailure.RateLimited("x", Optional.of(Duration.ZERO)),
                new PoeFailure.UnexpectedResponse("x", Spend.NONE),
                new PoeFailure.TimedOut("x", Spend.NONE),
                new PoeFailure.Cancelled("x", Spend.NONE));
        for (var failure : failures) {
            assertThrows(PoeException.class, () -> retry.repeat(() -> fail(failure)));
        }

        assertEquals(failures.size(), asked);
    }

    @Test
    void anInterruptEndsThePause() {
        var interrupted = new ReadRetry(
                Duration.ofSeconds(1),
                length -> {
                    throw new InterruptedException();
                },
                () -> 0.5);

        var cancelled = assertThrows(PoeException.class, () -> interrupted.repeat(() -> fail(network())));

        assertInstanceOf(PoeFailure.Cancelled.class, cancelled.failure());
        assertTrue(Thread.interrupted(), "the flag is set again");
        assertEquals(1, asked);
    }

    private String fail(PoeFailure failure) {
        asked++;
        throw new PoeException(failure);
    }

    private static PoeFailure network() {
        return new PoeFailure.Network("cut", Spend.NONE);
    }

    private static PoeFailure unavailable(Duration retryAfter) {
        return new PoeFailure.Unavailable(503, Optional.of(retryAfter), Spend.NONE);
    }
}
