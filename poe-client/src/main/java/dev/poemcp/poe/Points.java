package dev.poemcp.poe;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The user's points: what is left, and what was spent. */
public interface Points {
    Balance balance();

    /**
     * What was spent, newest first.
     *
     * @param count 1 to 100
     * @param cursor from the page before; null starts with the newest
     */
    History history(int count, @Nullable String cursor);

    /** @param points all that can be spent now */
    record Balance(long points, Via source) {}

    record History(Page<Entry> entries, Via source) {}

    /**
     * One message that cost points. Null where the source does not say.
     *
     * @param costUsd US dollars as decimal text
     * @param usageType e.g. {@code API} or {@code Chat}
     */
    record Entry(
            @Nullable String queryId,
            @Nullable Instant time,
            @Nullable String bot,
            @Nullable Long points,
            @Nullable String costUsd,
            @Nullable String usageType,
            @Nullable String chatName) {}
}
