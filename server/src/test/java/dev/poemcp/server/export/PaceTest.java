package dev.poemcp.server.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** The spacing of requests, with a clock that moves only while it waits. */
final class PaceTest {
    private final List<Duration> waits = new ArrayList<>();
    private long now;
    private final Pace pace = new Pace(this::sleep, () -> now);
    private int requests;

    private void sleep(Duration time) {
        waits.add(time);
        now += time.toNanos();
    }

    private String refuse(int times, Duration retryAfter) {
        if (requests++ < times) {
            throw new PoeException(new PoeFailure.RateLimited("slow down", Optional.of(retryAfter), Spend.NONE));
        }
        return "done";
    }

    @Test
    void requests_areFiveASecond() throws InterruptedException {
        for (int i = 0; i < 11; i++) {
            pace.call(() -> "x");
        }

        assertEquals(Duration.ofSeconds(2).toNanos(), now);
    }

    @Test
    void pagesOfAList_areOneASecond() throws InterruptedException {
        pace.call(() -> "first page");
        pace.nextPage(() -> "second");
        pace.nextPage(() -> "third");
        pace.call(() -> "of another list");

        assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMillis(200)), waits);
    }

    @Test
    void refusedRequest_isRepeatedWhenPoeAsks_andTheNextComesLater() throws InterruptedException {
        assertEquals("done", pace.call(() -> refuse(1, Duration.ofSeconds(7))));
        assertEquals(List.of(Duration.ofSeconds(7)), waits);

        pace.call(() -> "x");

        assertTrue(waits.get(1).compareTo(Duration.ofMillis(300)) > 0, waits::toString);
    }

    @Test
    void endlessRefusal_ends() {
        assertThrows(PoeException.class, () -> pace.call(() -> refuse(100, Duration.ofHours(1))));

        assertEquals(6, requests);
        assertTrue(waits.stream().allMatch(wait -> wait.compareTo(Duration.ofMinutes(5)) <= 0), waits::toString);
    }

    @Test
    void otherFailure_isNotRepeated() {
        var failure = new PoeException(new PoeFailure.InvalidRequest("no"));

        assertThrows(
                PoeException.class,
                () -> pace.call(() -> {
                    requests++;
                    throw failure;
                }));

        assertEquals(1, requests);
    }
}
