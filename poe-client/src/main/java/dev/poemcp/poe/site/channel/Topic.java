package dev.poemcp.poe.site.channel;

/**
 * What an event is about, as its {@code unique_id} says (docs/poe-protocol.md §5.4).
 *
 * @param subscription for example {@code messageAdded}
 * @param key what follows the name: the subscription's first variable (a chat, message, job, … depending on the
 *     subscription), or empty
 */
public record Topic(String subscription, String key) {
    static Topic of(String subscription, String uniqueId) {
        String prefix = subscription + ":";
        return new Topic(subscription, uniqueId.startsWith(prefix) ? uniqueId.substring(prefix.length()) : "");
    }

    /** The key as a number, or 0 if it is none. */
    public long keyNumber() {
        try {
            return key.isEmpty() ? 0 : Long.parseLong(key);
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }
}
