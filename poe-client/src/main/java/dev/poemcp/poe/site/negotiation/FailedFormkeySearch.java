package dev.poemcp.poe.site.negotiation;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why the last search for a formkey failed, for a while in which the next one would fail alike. */
final class FailedFormkeySearch {
    private static final Duration LIFETIME = Duration.ofSeconds(60);

    private final Clock clock;
    private volatile @Nullable Failed last;

    private record Failed(PoeFailure failure, Instant until) {}

    FailedFormkeySearch(Clock clock) {
        this.clock = clock;
    }

    /** @throws PoeException the failure of a search that ended a short time ago */
    void throwIfRecent() {
        Failed failed = last;
        if (failed != null && clock.instant().isBefore(failed.until())) {
            throw new PoeException(failed.failure());
        }
    }

    /** Only what the site will say again; a broken connection may be mended the next moment. */
    void remember(PoeFailure failure) {
        if (failure instanceof PoeFailure.FormkeyUnavailable || failure instanceof PoeFailure.AuthExpired) {
            last = new Failed(failure, clock.instant().plus(LIFETIME));
        }
    }

    void forget() {
        last = null;
    }
}
