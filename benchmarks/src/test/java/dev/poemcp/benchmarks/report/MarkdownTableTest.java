package dev.poemcp.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MarkdownTableTest {
    private static final MarkdownTable TABLE = new MarkdownTable(List.of("JDK 17", "JDK 25"));

    @Test
    void comparedRow_showsMedianSpreadRatioGoalAndVerdict() {
        var row = Row.measured(
                "start", Unit.MILLISECONDS, Sample.of(100, 90, 110), ours(Sample.of(40, 30, 45)), Goal.atMostPeer(0.4));

        assertEquals(
                "| start | 100 ms (90.0–110) | 40.0 ms (30.0–45.0), **0.40×** | – | ≤ 0.4 × peer | met |",
                lines(row).get(2));
    }

    @Test
    void goalMissedOnOneJdk_verdictNamesIt() {
        Map<String, Sample> ours = ours(Sample.of(250));
        ours.put("JDK 25", Sample.of(240));
        var row = Row.measured("calls", Unit.CALLS_PER_SECOND, Sample.of(100), ours, Goal.atLeastPeer(2.5));

        assertTrue(lines(row).get(2).endsWith("| ≥ 2.5 × peer | missed on JDK 25 |"), () -> TABLE.of(List.of(row)));
    }

    @Test
    void goalOnAllJdksMissed_verdictIsShort() {
        var row = Row.measured("delay", Unit.MILLISECONDS, null, ours(Sample.of(2_300)), Goal.atMost(500));

        assertEquals(
                "| delay | – | 2,300 ms | – | ≤ 500 ms | missed |", lines(row).get(2));
    }

    @Test
    void peerWithoutResult_goalThatComparesIsMissed() {
        var row = Row.measured("start", Unit.MILLISECONDS, null, ours(Sample.of(1)), Goal.atMostPeer(1));

        assertEquals("missed", row.verdict());
    }

    @Test
    void failedRow_showsReasonInOneCell() {
        var row = Row.failed("http", "broken |\nin two lines");

        assertEquals(
                "| http | – | – | – |  | failed: broken \\| in two lines |",
                lines(row).get(2));
    }

    private static Map<String, Sample> ours(Sample oldest) {
        return new LinkedHashMap<>(Map.of("JDK 17", oldest));
    }

    private static List<String> lines(Row row) {
        return TABLE.of(List.of(row)).lines().toList();
    }
}
