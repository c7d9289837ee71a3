package dev.poemcp.server.tools.api;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When a call stops waiting for a reply. Counted from the start of the call, so that all its steps share one limit. */
public final class Deadline {
    private final LongSupplier nanoTime;
    private final long end;

    private Deadline(LongSupplier nanoTime, long end) {
        this.nanoTime = nanoTime;
        this.end = end;
    }

    /** @param nanoTime as {@link System#nanoTime()} */
    public static Deadline after(Duration wait, LongSupplier nanoTime) {
        return new Deadline(nanoTime, nanoTime.getAsLong() + wait.toNanos());
    }

    /** The time until the deadline; zero when it has passed. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()));
    }
}
