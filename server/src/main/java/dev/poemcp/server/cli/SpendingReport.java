package dev.poemcp.server.cli;

import dev.poemcp.poe.Points;
import dev.poemcp.server.tools.ResultMapper;
import dev.poemcp.tool.result.ReplyResult;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Points spent today and in the last seven days, that is today and the six days before, in days of the user's time zone.
 *
 * @param bots those that cost most first
 * @param complete whether the history was read back to the first of these days
 * @param notCounted entries that do not say their time or points
 */
record SpendingReport(
        ReplyResult.Via source,
        long today,
        long lastSevenDays,
        List<BotSpending> bots,
        boolean complete,
        int notCounted) {
    private static final int DAYS = 7;
    private static final int PAGE_SIZE = 100;
    /** Bounds a very long history. */
    static final int MAX_PAGES = 100;

    /** @param bot null where the history does not say it */
    record BotSpending(@Nullable String bot, long today, long lastSevenDays) {
        private BotSpending plus(BotSpending other) {
            return new BotSpending(bot, today + other.today, lastSevenDays + other.lastSevenDays);
        }
    }

    /**
     * Reads the history page by page.
     *
     * @param clock with the user's time zone
     */
    static SpendingReport read(Points points, Clock clock) {
        LocalDate today = LocalDate.now(clock);
        Instant startOfToday = today.atStartOfDay(clock.getZone()).toInstant();
        Instant start = today.minusDays(DAYS - 1).atStartOfDay(clock.getZone()).toInstant();
        // A day more, since the entries of a source are not promised to be in exact order.
        Instant end = today.minusDays(DAYS).atStartOfDay(clock.getZone()).toInstant();
        Map<String, BotSpending> byBot = new HashMap<>();
        // Entries that are added while pages are read can shift earlier ones to the next page.
        Set<Points.Entry> seen = new HashSet<>();
        int notCounted = 0;
        boolean complete = false;
        String cursor = null;
        Points.History history;
        int pages = 0;
        do {
            history = points.history(PAGE_SIZE, cursor);
            for (Points.Entry entry : history.entries().items()) {
                Instant time = entry.time();
                Long cost = entry.points();
                if (time == null || cost == null) {
                    notCounted++;
                } else if (time.isBefore(end)) {
                    complete = true;
                } else if (!time.isBefore(start) && seen.add(entry)) {
                    byBot.merge(
                            entry.bot() == null ? "" : entry.bot(),
                            new BotSpending(entry.bot(), time.isBefore(startOfToday) ? 0 : cost, cost),
                            BotSpending::plus);
                }
            }
            cursor = history.entries().nextCursor();
            complete |= cursor == null;
            pages++;
        } while (!complete && pages < MAX_PAGES);

        List<BotSpending> bots = byBot.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, BotSpending>>comparingLong(
                                one -> -one.getValue().lastSevenDays())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getValue)
                .toList();
        return new SpendingReport(
                ResultMapper.of(history.source()),
                bots.stream().mapToLong(BotSpending::today).sum(),
                bots.stream().mapToLong(BotSpending::lastSevenDays).sum(),
                bots,
                complete,
                notCounted);
    }

    /** An aligned table, one line for each bot, and the sums. */
    String table() {
        var table = new StringBuilder();
        int width = Math.max(
                "total".length(),
                bots.stream().mapToInt(one -> name(one).length()).max().orElse(0));
        String row = "%-" + width + "s  %10s  %11s%n";
        table.append(String.format(Locale.ROOT, row, "bot", "today", "last 7 days"));
        bots.forEach(one -> table.append(String.format(Locale.ROOT, row, name(one), one.today(), one.lastSevenDays())));
        table.append(String.format(Locale.ROOT, row, "total", today, lastSevenDays));
        return table.toString();
    }

    private static String name(BotSpending spending) {
        return spending.bot() == null ? "(unknown)" : ReplyFacts.printable(spending.bot());
    }
}
