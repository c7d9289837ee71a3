package dev.poemcp.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SampleTest {
    @Test
    void oddNumberOfValues_medianIsMiddleOne() {
        var sample = Sample.of(9, 1, 5);

        assertEquals(5, sample.median());
        assertEquals(1, sample.min());
        assertEquals(9, sample.max());
    }

    @Test
    void evenNumberOfValues_medianIsBetweenMiddleOnes() {
        assertEquals(2.5, Sample.of(4, 1, 3, 2).median());
    }

    @Test
    void sameRounds_ratioComparesEachRound() {
        var peer = Sample.of(10, 100, 20);
        var result = Sample.of(5, 50, 40);

        assertEquals(0.5, result.ratioTo(peer), "the medians alone would give 2");
    }

    @Test
    void differentRounds_ratioComparesMedians() {
        assertEquals(2, Sample.of(20).ratioTo(Sample.of(5, 10, 15)));
    }

    @Test
    void noValue_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Sample(List.of()));
    }
}
