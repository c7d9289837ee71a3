package dev.poemcp.poe.api;

import dev.poemcp.poe.Points;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the rows of the usage history that belong to replies. A row names the bot and the time, never the request
 * (docs/official-api.md, usage), so a cost is told only where no other reading is possible: as many new rows of a bot as
 * there are requests to it.
 */
final class CostMatcher {
    /** How far Poe's clock may be behind ours. */
    static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    /** How far it usually is at most. Tried first, since another program's request may be within the former. */
    private static final Duration USUAL_SKEW = Duration.ofMillis(250);

    private CostMatcher() {}

    /**
     * @param bot in lower case
     * @param sent when its request was sent, by our clock
     */
    record Sent(long messageId, String bot, Instant sent) {
        Sent {
            bot = key(bot);
        }
    }

    /**
     * @param rows by message id
     * @param ambiguous messages whose row can never be told apart from that of a request of someone else
     */
    record Matches(Map<Long, Points.Entry> rows, Set<Long> ambiguous) {}

    /**
     * @param requests not matched yet, ended or not
     * @param claimed ids of rows that belong to earlier requests
     */
    static Matches match(Collection<Sent> requests, List<Points.Entry> rows, Set<String> claimed) {
        Map<Long, Points.Entry> matches = new HashMap<>();
        Set<Long> ambiguous = new HashSet<>();
        Map<String, List<Sent>> byBot =
                requests.stream().sorted(Comparator.comparing(Sent::sent)).collect(Collectors.groupingBy(Sent::bot));
        byBot.forEach((bot, ofBot) -> {
            List<Points.Entry> candidates = rows(bot, ofBot, rows, claimed, USUAL_SKEW);
            if (candidates.size() < ofBot.size()) {
                candidates = rows(bot, ofBot, rows, claimed, CLOCK_SKEW);
            }
            if (candidates.size() == ofBot.size()) {
                for (int i = 0; i < ofBot.size(); i++) {
                    matches.put(ofBot.get(i).messageId(), candidates.get(i));
                }
            } else if (candidates.size() > ofBot.size()) {
                ofBot.forEach(sent -> ambiguous.add(sent.messageId()));
            }
        });
        return new Matches(matches, ambiguous);
    }

    /** Of the bot, unclaimed, not from before the first request; oldest first. */
    private static List<Points.Entry> rows(
            String bot, List<Sent> ofBot, List<Points.Entry> rows, Set<String> claimed, Duration skew) {
        Instant earliest = ofBot.get(0).sent().minus(skew);
        return rows.stream()
                .filter(row -> isOf(bot, row) && !claimed.contains(row.queryId()))
                .filter(row -> row.time() != null && !row.time().isBefore(earliest))
                .sorted(Comparator.comparing(Points.Entry::time))
                .toList();
    }

    private static boolean isOf(String bot, Points.Entry row) {
        return row.queryId() != null
                && row.bot() != null
                && key(row.bot()).equals(bot)
                && (row.usageType() == null || row.usageType().equalsIgnoreCase("API"));
    }

    /** Ids are lower case, and the history names bots as the site shows them. */
    private static String key(String bot) {
        return bot.toLowerCase(Locale.ROOT);
    }
}
