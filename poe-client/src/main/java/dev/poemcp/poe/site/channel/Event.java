package dev.poemcp.poe.site.channel;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One thing that happened, as a subscription reported it (docs/poe-protocol.md §5.4).
 *
 * @param subscription for example {@code messageAdded}
 * @param key what follows the name in {@code unique_id}: the subscription's first variable (a chat, message, job … by
 *     the subscription's name), or empty
 * @param entity {@code data.<subscription>}; may be JSON null
 */
public record Event(String subscription, String key, JsonNode entity, EventPosition position) {
    /** The key as a number, or 0 when it is none. */
    public long keyNumber() {
        try {
            return key.isEmpty() ? 0 : Long.parseLong(key);
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }
}
