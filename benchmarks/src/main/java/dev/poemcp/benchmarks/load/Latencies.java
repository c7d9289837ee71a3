package dev.poemcp.benchmarks.load;

/** Counts latencies in steps of a microsecond, up to a second; longer ones count as a second. */
final class Latencies {
    private static final int SLOTS = 1_000_000;

    private final int[] counts = new int[SLOTS + 1];
    private long total;

    void add(long nanos) {
        counts[(int) Math.min(nanos / 1_000, SLOTS)]++;
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
        for (int micros = 0; micros <= SLOTS; micros++) {
            seen += counts[micros];
            if (seen >= wanted) {
                return micros / 1_000.0;
            }
        }
        return SLOTS / 1_000.0;
    }
}
