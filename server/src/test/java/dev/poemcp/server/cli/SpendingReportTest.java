package dev.poemcp.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.Page;
import dev.poemcp.poe.Points;
import dev.poemcp.poe.Via;
import dev.poemcp.server.cli.SpendingReport.BotSpending;
import dev.poemcp.tool.result.ReplyResult;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SpendingReportTest {
    /** 25 November, 00:30 in Berlin; still 24 November in UTC. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T23:30:00Z"), ZoneId.of("Europe/Berlin"));

    private final FakePoints points = new FakePoints();

    /** A history of given pages; its cursors are their numbers. */
    private static final class FakePoints implements Points {
        private List<List<Entry>> pages = List.of(List.of());
        private int reads;

        @Override
        public Balance balance() {
            throw new AssertionError("the report needs no balance");
        }

        @Override
        public History history(int count, @Nullable String cursor) {
            reads++;
            int page = cursor == null ? 0 : Integer.parseInt(cursor);
            return new History(
                    new Page<>(pages.get(page), page + 1 == pages.size() ? null : Integer.toString(page + 1)), Via.API);
        }
    }

    private static Points.Entry entry(String time, @Nullable String bot, long cost) {
        return new Points.Entry(null, Instant.parse(time), bot, cost, null, null, null);
    }

    private SpendingReport read(Points.Entry... entries) {
        points.pages = List.of(Arrays.asList(entries));
        return SpendingReport.read(points, CLOCK);
    }

    @Test
    void daysBegin_atMidnightOfTheUsersZone() {
        var report = read(
                entry("2026-11-24T23:10:00Z", "Echo", 1),
                entry("2026-11-24T22:59:59Z", "Echo", 10),
                entry("2026-11-18T23:00:00Z", "Echo", 100),
                entry("2026-11-18T22:59:59Z", "Echo", 1000));

        assertEquals(List.of(new BotSpending("Echo", 1, 111)), report.bots());
        assertEquals(1, report.today());
        assertEquals(111, report.lastSevenDays());
        assertEquals(ReplyResult.Via.API, report.source());
        assertTrue(report.complete());
    }

    /** Clocks went back on 25 October 2026: that day had 25 hours. */
    @Test
    void weekWithAChangeOfClocks_hasSevenLocalDays() {
        var clock = Clock.fixed(Instant.parse("2026-10-28T12:00:00Z"), ZoneId.of("Europe/Berlin"));
        points.pages =
                List.of(List.of(entry("2026-10-21T22:00:00Z", "Echo", 1), entry("2026-10-21T21:59:59Z", "Echo", 10)));

        assertEquals(1, SpendingReport.read(points, clock).lastSevenDays());
    }

    @Test
    void bots_areSortedByWhatTheyCost() {
        var report = read(
                entry("2026-11-24T10:00:00Z", "Beta", 5),
                entry("2026-11-24T10:00:01Z", "Alpha", 5),
                entry("2026-11-24T10:00:02Z", null, 7),
                entry("2026-11-24T10:00:03Z", "Beta", 1));

        assertEquals(
                List.of(new BotSpending(null, 0, 7), new BotSpending("Beta", 0, 6), new BotSpending("Alpha", 0, 5)),
                report.bots());
    }

    @Test
    void entriesWithoutTimeOrPoints_areCountedApart() {
        var report = read(
                new Points.Entry(null, null, "Echo", 5L, null, null, null),
                new Points.Entry(null, Instant.parse("2026-11-24T10:00:00Z"), "Echo", null, null, null, null));

        assertEquals(2, report.notCounted());
        assertEquals(List.of(), report.bots());
    }

    @Test
    void reading_endsAtTheFirstEntryOlderThanTheDays() {
        points.pages = List.of(
                List.of(entry("2026-11-24T10:00:00Z", "Echo", 1), entry("2026-11-18T10:00:00Z", "Echo", 2)),
                List.of(entry("2026-11-18T23:30:00Z", "Echo", 4), entry("2026-11-17T22:59:00Z", "Echo", 8)),
                List.of(entry("2026-11-10T10:00:00Z", "Echo", 16)));

        var report = SpendingReport.read(points, CLOCK);

        assertEquals(2, points.reads);
        assertTrue(report.complete());
        assertEquals(5, report.lastSevenDays(), "an entry that is a little out of order counts");
    }

    @Test
    void entryOnTwoPages_countsOnce() {
        var shifted = entry("2026-11-24T10:00:00Z", "Echo", 3);
        points.pages = List.of(List.of(shifted), List.of(shifted, entry("2026-11-24T09:00:00Z", "Echo", 4)));

        assertEquals(7, SpendingReport.read(points, CLOCK).lastSevenDays());
    }

    @Test
    void endlessHistory_isCutAndSaysSo() {
        points.pages = IntStream.range(0, 200)
                .mapToObj(i -> List.of(entry("2026-11-24T10:00:00Z", "Bot" + i, 1)))
                .toList();

        var report = SpendingReport.read(points, CLOCK);

        assertEquals(SpendingReport.MAX_PAGES, points.reads);
        assertFalse(report.complete());
        assertEquals(100, report.lastSevenDays());
    }

    @Test
    void table_isAligned() {
        var report = read(
                entry("2026-11-24T23:10:00Z", "A-Bot-With-A-Name", 12345),
                entry("2026-11-24T10:00:00Z", "Evil\u001b[2J", 1));

        assertEquals("""
                bot                     today  last 7 days
                A-Bot-With-A-Name       12345        12345
                Evil [2J                    0            1
                total                   12345        12346
                """, report.table().replace(System.lineSeparator(), "\n"));
    }

    @Test
    void emptyHistory_hasSumsOfZero() {
        var report = read();

        assertEquals(2, report.table().lines().count());
        assertEquals(0, report.lastSevenDays());
        assertTrue(report.complete());
    }
}
