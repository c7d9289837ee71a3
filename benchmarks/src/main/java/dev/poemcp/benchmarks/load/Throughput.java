package dev.poemcp.benchmarks.load;

/**
 * Result of a load.
 *
 * @param medianMillis of one call
 * @param p99Millis 99 % of the calls were answered within it
 */
record Throughput(double callsPerSecond, double medianMillis, double p99Millis) {
    static Throughput of(Latencies latencies, long nanos) {
        return new Throughput(
                latencies.total() * 1e9 / nanos, latencies.percentileMillis(0.5), latencies.percentileMillis(0.99));
    }
}
