package dev.poemcp.poe.site.negotiation;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Remembers why the last search for a formkey failed, while the next one would fail in the same way. */
final class FailedFormkeySearch {
    private static final Duration LIFETIME = Duration.ofSeconds(60);

    private final Clock clock;
    private volatile @Nullable SearchFailure last;

    private record SearchFailure(PoeFailure failure, Instant expiresAt) {}

    FailedFormkeySearch(Clock clock) {
        this.clock = clock;
    }

    /** @throws PoeException the failure of a recent search */
    void throwIfRecent() {
        SearchFailure failed = last;
        if (failed != null && clock.instant().isBefore(failed.expiresAt())) {
            throw new PoeException(failed.failure());
        }
    }

    /** Only failures that the site would repeat; a broken connection may be transient. */
    void remember(PoeFailure failure) {
        if (failure instanceof PoeFailure.FormkeyUnavailable || failure instanceof PoeFailure.AuthExpired) {
            last = new SearchFailure(failure, clock.instant().plus(LIFETIME));
        }
    }

    void forget() {
        last = null;
    }
}
