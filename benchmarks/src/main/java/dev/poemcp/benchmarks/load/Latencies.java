package dev.poemcp.benchmarks.load;

/** Counts latencies in steps, so that counting allocates nothing. */
public final class Latencies {
    private static final int SLOTS = 2_000_000;
    private static final double NANOS_PER_MILLI = 1e6;

    private final int[] counts = new int[SLOTS + 1];
    private final long stepNanos;
    private long total;

    private Latencies(long stepNanos) {
        this.stepNanos = stepNanos;
    }

    /** Steps of 5 microseconds, up to 10 seconds; longer latencies count as 10 seconds. */
    public static Latencies fine() {
        return new Latencies(5_000);
    }

    /** Steps of 50 microseconds, up to 100 seconds; longer latencies count as 100 seconds. */
    static Latencies coarse() {
        return new Latencies(50_000);
    }

    public void add(long nanos) {
        counts[(int) Math.min(nanos / stepNanos, SLOTS)]++;
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
    public double percentileMillis(double share) {
        long wanted = (long) Math.ceil(share * total);
        long seen = 0;
        int slot = 0;
        while (seen + counts[slot] < wanted) {
            seen += counts[slot];
            slot++;
        }
        return slot * stepNanos / NANOS_PER_MILLI;
    }
}
