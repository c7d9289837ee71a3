package dev.poemcp.emulator.control;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A kind of fault in one of its phases; {@link #all()} lists every combination. */
public record FaultCase(FaultKind kind, FaultPhase phase) {
    private static final Duration DELAY = Duration.ofMillis(200);

    public FaultCase {
        if (!kind.phases().contains(phase)) {
            throw new IllegalArgumentException(kind + " is not possible " + phase);
        }
    }

    /** Every kind of fault in every phase it supports. */
    public static List<FaultCase> all() {
        return Arrays.stream(FaultKind.values())
                .flatMap(kind -> kind.phases().stream().sorted().map(phase -> new FaultCase(kind, phase)))
                .toList();
    }

    /** The fault for {@link Faults#on}; a slow response is delayed by 200 ms. */
    public Fault fault() {
        return fault(DELAY);
    }

    /** @param delay of {@link FaultKind#SLOW_ANSWER}; ignored by the others */
    public Fault fault(Duration delay) {
        return new Fault.Phased(kind, phase, delay);
    }

    /** Whether the operation is executed anyway: its message remains, its points are spent. */
    public boolean executes() {
        return phase != FaultPhase.BEFORE || kind == FaultKind.SLOW_ANSWER;
    }

    /** Whether the client waits until its own timeout. */
    public boolean hangs() {
        return kind == FaultKind.NO_ANSWER;
    }

    @Override
    public String toString() {
        return kind + " " + phase;
    }
}
