package dev.poemcp.poe.site.channel;

import dev.poemcp.poe.site.json.EventEntity;

/**
 * One event of a subscription (docs/poe-protocol.md §5.4).
 *
 * @param subscription for example {@code messageAdded}
 * @param key the part of {@code unique_id} after the name: the subscription's first variable (a chat, message, job, …
 *     depending on the subscription), or empty
 * @param entity {@code data.<subscription>}; may be JSON null
 */
public record Event(String subscription, String key, EventEntity entity, EventPosition position) {
    public Topic topic() {
        return new Topic(subscription, key);
    }

    /** The key as a number, or 0 if it is none. */
    public long keyNumber() {
        return topic().keyNumber();
    }
}
