package dev.poemcp.poe.site.channel;

import dev.poemcp.poe.site.json.EventEntity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One text frame of the socket.
 *
 * @param updates the subscription updates in it that somebody wants, in order; invalid and unknown inner messages are
 *     left out
 * @param refetch whether the site requests a change to a new channel
 * @param minSeq next sequence to continue from; null if the frame has none
 * @param error {@code missed_messages} or another name; null normally
 * @param control {@code ping} or {@code pong}; null normally
 * @param unwanted how many subscription updates nobody wants
 * @param malformed how many inner messages could not be read
 */
record Frame(
        List<Update> updates,
        boolean refetch,
        @Nullable String minSeq,
        @Nullable String error,
        @Nullable String control,
        int unwanted,
        int malformed) {
    static final String MISSED_MESSAGES = "missed_messages";
    static final String PING = "ping";

    /** A {@code subscriptionUpdate}. */
    record Update(Topic topic, EventEntity entity) {}

    Frame {
        updates = List.copyOf(updates);
    }

    /** Whether it holds an update, wanted or not. */
    boolean hasUpdates() {
        return !updates.isEmpty() || unwanted > 0;
    }

    /** {@code min_seq} as a number for comparison, 0 if it is none. */
    long sequence() {
        if (minSeq == null) {
            return 0;
        }
        try {
            return Long.parseLong(minSeq);
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }
}
