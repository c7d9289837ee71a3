package dev.poemcp.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PageTest {
    private static final List<String> PARTS = List.of("start", "stdio");
    private static final MarkdownTable TABLE = new MarkdownTable(List.of("JDK 17"));

    @Test
    void partMeasuredAgain_otherSectionsStay() {
        String before = new Page(Map.of())
                .with("Start", section("Start", 5))
                .with("Calls", section("Calls", 6))
                .markdown(PARTS);

        String after = Page.read(before).with("Start", section("Start", 7)).markdown(PARTS);

        assertEquals(before.replace(section("Start", 5), section("Start", 7)), after);
    }

    @Test
    void page_namesAllParts() {
        assertTrue(new Page(Map.of()).markdown(PARTS).contains("(`start`, `stdio`)"));
    }

    @Test
    void comparisonsWithGoal_becomeBars() {
        var rows = List.of(
                row("start → `tools/list`", Unit.MILLISECONDS, 5, Goal.atMostPeer(1)),
                row("calls", Unit.CALLS_PER_SECOND, 40, Goal.atLeastPeer(2)),
                row("p99, calls", Unit.MILLISECONDS, 5, Goal.atMostPeer(1)),
                row("without goal", Unit.MILLISECONDS, 5, null));

        String page = new Page(Map.of())
                .with("Start", new Section("Start", "", rows).markdown("", TABLE))
                .markdown(PARTS);

        assertEquals(
                List.of(new Bar("start → tools/list", Map.of("JDK 17", 2.0)), new Bar("calls", Map.of("JDK 17", 4.0))),
                Bar.of(page));
    }

    private static String section(String title, double value) {
        return new Section(title, "Notes.", List.of(row("what", Unit.MILLISECONDS, value, null)))
                .markdown("facts", TABLE);
    }

    private static Row row(String what, Unit unit, double value, @Nullable Goal goal) {
        return Row.measured(what, unit, Sample.of(10), Map.of("JDK 17", Sample.of(value)), goal);
    }
}
