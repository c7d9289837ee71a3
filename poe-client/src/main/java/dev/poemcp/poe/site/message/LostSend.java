package dev.poemcp.poe.site.message;

import java.util.Optional;

/**
 * What a look for a message whose answer was lost has shown.
 *
 * @param taken where it is; empty when it was not seen
 * @param complete whether everything was looked at where it would be, so that one not seen was most likely never taken
 */
record LostSend(Optional<Taken> taken, boolean complete) {
    static LostSend found(Taken taken) {
        return new LostSend(Optional.of(taken), true);
    }

    static LostSend notSeen(boolean complete) {
        return new LostSend(Optional.empty(), complete);
    }
}
