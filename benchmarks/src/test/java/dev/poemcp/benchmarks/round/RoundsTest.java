package dev.poemcp.benchmarks.round;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.poemcp.benchmarks.report.Sample;
import dev.poemcp.benchmarks.report.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RoundsTest {
    @Test
    void rounds_beginWithAnotherProgramEachTime() throws Exception {
        var order = new ArrayList<String>();

        Rounds.run(0, 2, List.of(Program.peer("a"), new Program<>("JDK 17", "b")), subject -> order.add(subject));

        assertEquals(List.of("a", "b", "b", "a"), order);
    }

    @Test
    void discardedRound_isNotInTheResults() throws Exception {
        var calls = new ArrayList<String>();

        var results = Rounds.run(1, 2, List.of(new Program<>("JDK 17", "a")), subject -> {
            calls.add(subject);
            return (double) calls.size();
        });

        var row = results.row("order", Unit.TIMES, null, value -> value);
        assertEquals(Map.of("JDK 17", Sample.of(2, 3)), row.ours());
    }
}
