package dev.poemcp.poe.site.channel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One text frame of the socket.
 *
 * @param updates the subscription updates in it, in order; bad and unknown inner messages are left out
 * @param refetch whether the site wants us on a new channel
 * @param minSeq next place to continue from; null when the frame had none
 * @param error {@code missed_messages} or another name; null normally
 * @param control {@code ping} or {@code pong}; null normally
 * @param malformed how many inner messages could not be read
 */
record Frame(
        List<Update> updates,
        boolean refetch,
        @Nullable String minSeq,
        @Nullable String error,
        @Nullable String control,
        int malformed) {
    static final String MISSED_MESSAGES = "missed_messages";
    static final String PING = "ping";

    /** A {@code subscriptionUpdate}. */
    record Update(String subscription, String key, JsonNode entity) {}

    Frame {
        updates = List.copyOf(updates);
    }

    /** Whether it brings nothing but life: neither an order to reconnect nor an error. */
    boolean orderly() {
        return error == null && !refetch;
    }

    /** {@code min_seq} as a number for comparison, 0 where it is none. */
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
