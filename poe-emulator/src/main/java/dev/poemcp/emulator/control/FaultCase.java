package dev.poemcp.emulator.control;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A kind of fault in one of its phases. {@link #all()} lists every one, for tests that go through them all. */
public record FaultCase(FaultKind kind, FaultPhase phase) {
    private static final Duration DELAY = Duration.ofMillis(200);

    public FaultCase {
        if (!kind.phases().contains(phase)) {
            throw new IllegalArgumentException(kind + " cannot be played " + phase);
        }
    }

    /** Every fault that the emulator can play, in every phase it can be played in. */
    public static List<FaultCase> all() {
        return Arrays.stream(FaultKind.values())
                .flatMap(kind -> kind.phases().stream().sorted().map(phase -> new FaultCase(kind, phase)))
                .toList();
    }

    /** What {@link Faults#on} takes; an answer that is slow comes 200 ms late. */
    public Fault fault() {
        return fault(DELAY);
    }

    /** @param delay of {@link FaultKind#SLOW_ANSWER}; without meaning for the others */
    public Fault fault(Duration delay) {
        return new Fault.Phased(kind, phase, delay);
    }

    /** Whether the operation is executed all the same: its message remains, its points are spent. */
    public boolean executes() {
        return phase != FaultPhase.BEFORE || kind == FaultKind.SLOW_ANSWER;
    }

    /** Whether the client never gets an answer unless it gives up by itself. */
    public boolean hangs() {
        return kind == FaultKind.NO_ANSWER;
    }

    @Override
    public String toString() {
        return kind + " " + phase;
    }
}
