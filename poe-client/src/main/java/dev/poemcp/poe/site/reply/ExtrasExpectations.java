package dev.poemcp.poe.site.reply;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What replies usually bring after their text, so that no one waits for something that never comes: whether a bot
 * suggests replies, and whether Poe reports the cost soon.
 */
final class ExtrasExpectations {
    private static final int MAX_BOTS = 1000;
    private static final int MAX_MISSED_COSTS = 2;

    private final Map<String, Boolean> suggests = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_BOTS;
        }
    };
    private int costsMissed;
    private boolean costEvents;

    /** Whether it is worth waiting for suggestions of this bot. */
    synchronized boolean suggests(String bot) {
        return suggests.getOrDefault(bot, true);
    }

    synchronized void recordSuggestions(String bot, boolean received) {
        suggests.merge(bot, received, Boolean::logicalOr);
    }

    /** Whether the cost usually comes in time. */
    synchronized boolean costIsTimely() {
        return costsMissed < MAX_MISSED_COSTS;
    }

    /** Whether the cost comes as an event. */
    synchronized boolean costIsPushed() {
        return costEvents;
    }

    synchronized void recordCost(boolean received) {
        costsMissed = received ? 0 : costsMissed + 1;
    }

    synchronized void recordCostEvent() {
        costEvents = true;
        costsMissed = 0;
    }
}
