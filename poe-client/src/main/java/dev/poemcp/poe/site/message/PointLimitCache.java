package dev.poemcp.poe.site.message;

import com.github.benmanes.caffeine.cache.Cache;
import dev.poemcp.poe.site.cache.FactCache;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The account's own limit per message, as last read or set. Dropped when the account may have changed, and after a
 * lifetime in any case: without the realtime channel, a change made elsewhere is not reported.
 */
public final class PointLimitCache {
    private static final String LIMIT = "limit";

    private final Cache<String, Long> known;

    /** @param lifetime how long a limit is trusted */
    PointLimitCache(Clock clock, Duration lifetime) {
        this.known = FactCache.create(clock, lifetime, 1);
    }

    /** In points; empty if not known. */
    public OptionalLong get() {
        Long limit = known.getIfPresent(LIMIT);
        return limit == null ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    /** @param points null if the site did not return it; then the limit is unknown */
    public void remember(@Nullable Long points) {
        if (points == null) {
            forget();
        } else {
            known.put(LIMIT, points);
        }
    }

    void forget() {
        known.invalidateAll();
    }
}
