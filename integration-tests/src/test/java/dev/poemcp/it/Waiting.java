package dev.poemcp.it;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition that another process fulfils; fails the test with its description after a time limit. */
final class Waiting {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Waiting() {}

    static void until(String description, BooleanSupplier condition) {
        until(description, LIMIT, condition);
    }

    static void until(String description, Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within " + limit + ": " + description);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }
}
