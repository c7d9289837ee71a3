package dev.poemcp.benchmarks.load;

/** Counts latencies in steps of 5 microseconds, up to 10 seconds; longer ones count as 10 seconds. */
final class Latencies {
    private static final int STEP_NANOS = 5_000;
    private static final double STEPS_PER_MILLI = 1_000_000.0 / STEP_NANOS;
    private static final int SLOTS = 2_000_000;

    private final int[] counts = new int[SLOTS + 1];
    private long total;

    void add(long nanos) {
        counts[(int) Math.min(nanos / STEP_NANOS, SLOTS)]++;
        total++;
    }

    long total() {
        return total;
    }

    /**
     * The latency that this share of all calls did not exceed.
     *
     * @param share 0 to 1
     * @return milliseconds; 0 without calls
     */
    double percentileMillis(double share) {
        long wanted = (long) Math.ceil(share * total);
        long seen = 0;
        for (int slot = 0; slot <= SLOTS; slot++) {
            seen += counts[slot];
            if (seen >= wanted) {
                return slot / STEPS_PER_MILLI;
            }
        }
        return SLOTS / STEPS_PER_MILLI;
    }
}
