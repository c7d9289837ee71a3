package dev.poemcp.benchmarks.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The same quantity measured in several rounds.
 *
 * @param values one per round, in order of the rounds; never empty
 */
public record Sample(List<Double> values) {
    public Sample {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("A sample needs a value");
        }
        values = List.copyOf(values);
    }

    public static Sample of(double... values) {
        return new Sample(Arrays.stream(values).boxed().toList());
    }

    public double median() {
        double[] sorted = sorted();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public double min() {
        return sorted()[0];
    }

    public double max() {
        return sorted()[values.size() - 1];
    }

    /**
     * How many times the peer's value this one is. Compares values of the same round, since what else the machine did
     * then slowed both; with different numbers of rounds, compares the medians.
     */
    public double ratioTo(Sample peer) {
        if (values.size() != peer.values.size()) {
            return median() / peer.median();
        }
        return new Sample(IntStream.range(0, values.size())
                        .mapToObj(round -> values.get(round) / peer.values.get(round))
                        .toList())
                .median();
    }

    private double[] sorted() {
        return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }
}
