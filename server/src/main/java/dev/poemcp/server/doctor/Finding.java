package dev.poemcp.server.doctor;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Result of one check.
 *
 * @param link what was checked, e.g. {@code formkey} or {@code host cursor}
 * @param seen one sentence for a user, without a secret
 * @param took time of the check; zero if it made no request of its own
 * @param remedy what to do; null if nothing is needed
 */
public record Finding(
        String link,
        Status status,
        String seen,
        Duration took,
        @Nullable String remedy) {
    /** Judgement of a check. */
    public enum Status {
        OK,
        /** Works, but should be looked at. */
        WARNING,
        BROKEN,
        /** It depends on something that is broken, or there is nothing to check. */
        NOT_CHECKED
    }
}
