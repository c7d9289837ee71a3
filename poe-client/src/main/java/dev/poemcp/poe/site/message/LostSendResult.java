package dev.poemcp.poe.site.message;

import java.util.Optional;

/**
 * What a look for a message whose answer was lost has shown.
 *
 * @param accepted where it is; empty when it was not seen
 * @param complete whether everything was looked at where it would be, so that one not seen was most likely never taken
 */
record LostSendResult(Optional<AcceptedMessage> accepted, boolean complete) {
    static LostSendResult found(AcceptedMessage accepted) {
        return new LostSendResult(Optional.of(accepted), true);
    }

    static LostSendResult notSeen(boolean complete) {
        return new LostSendResult(Optional.empty(), complete);
    }
}
