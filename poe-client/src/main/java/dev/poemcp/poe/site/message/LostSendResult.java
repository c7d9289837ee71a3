package dev.poemcp.poe.site.message;

import java.util.Optional;

/**
 * The result of a search for a message whose response was lost.
 *
 * @param accepted the message; empty if it was not found
 * @param complete whether all places were searched, so that a message that was not found was most likely never accepted
 */
record LostSendResult(Optional<AcceptedMessage> accepted, boolean complete) {
    static LostSendResult found(AcceptedMessage accepted) {
        return new LostSendResult(Optional.of(accepted), true);
    }

    static LostSendResult notSeen(boolean complete) {
        return new LostSendResult(Optional.empty(), complete);
    }
}
