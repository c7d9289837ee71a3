package dev.poemcp.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table: a quantity of the peer and of the program on each JDK.
 *
 * @param what the quantity
 * @param peer the peer's results; null if nothing is compared
 * @param ours by the name of the JDK
 * @param goal for each JDK; null if there is none
 * @param failure why nothing was measured; null if it was
 */
public record Row(
        String what,
        Unit unit,
        @Nullable Sample peer,
        Map<String, Sample> ours,
        @Nullable Goal goal,
        @Nullable String failure) {

    public Row {
        ours = new LinkedHashMap<>(ours);
    }

    public static Row measured(
            String what, Unit unit, @Nullable Sample peer, Map<String, Sample> ours, @Nullable Goal goal) {
        return new Row(what, unit, peer, ours, goal, null);
    }

    public static Row failed(String what, String failure) {
        return new Row(what, Unit.TIMES, null, Map.of(), null, failure);
    }

    /** "met", or on which JDKs it was missed; empty without a goal or a result. */
    String verdict() {
        Goal expected = goal;
        if (expected == null || ours.isEmpty()) {
            return "";
        }
        List<String> missed = ours.entrySet().stream()
                .filter(result -> !expected.isMetBy(result.getValue(), peer))
                .map(Map.Entry::getKey)
                .toList();
        if (missed.isEmpty()) {
            return "met";
        }
        return missed.size() == ours.size() ? "missed" : "missed on " + String.join(", ", missed);
    }

    /** How many times the peer's result that on this JDK is. */
    Optional<Double> ratio(String jdk) {
        Sample result = ours.get(jdk);
        Sample other = peer;
        return result == null || other == null ? Optional.empty() : Optional.of(result.ratioTo(other));
    }
}
