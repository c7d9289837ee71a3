package dev.poemcp.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LatenciesTest {
    @Test
    void hundredLatencies_percentilesAreTheirRanks() {
        var latencies = Latencies.fine();
        for (int millis = 1; millis <= 100; millis++) {
            latencies.add(Duration.ofMillis(millis).toNanos());
        }

        assertEquals(50, latencies.percentileMillis(0.5));
        assertEquals(99, latencies.percentileMillis(0.99));
        assertEquals(100, latencies.percentileMillis(1));
    }

    @Test
    void longLatency_countsAsTheLongest() {
        var fine = Latencies.fine();
        var coarse = Latencies.coarse();
        fine.add(Duration.ofHours(1).toNanos());
        coarse.add(Duration.ofHours(1).toNanos());

        assertEquals(10_000, fine.percentileMillis(0.99));
        assertEquals(100_000, coarse.percentileMillis(0.99));
    }

    @Test
    void noLatency_percentileIsZero() {
        assertEquals(0, Latencies.fine().percentileMillis(0.99));
    }
}
