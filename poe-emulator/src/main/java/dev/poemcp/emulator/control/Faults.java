package dev.poemcp.emulator.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Faults waiting for their exchange; each exchange takes the oldest fault of its operation. */
public final class Faults {
    private final List<PlacedFault> placed = new ArrayList<>();

    Faults() {}

    /** Places a fault on the next exchange of an operation, e.g. {@code sendMessage}, or of any: {@code *}. */
    public synchronized PlacedFault on(String operation, Fault fault) {
        var entry = new PlacedFault(operation, fault);
        placed.add(entry);
        return entry;
    }

    /** Removes all waiting faults. */
    public synchronized void clear() {
        placed.clear();
    }

    /** Number of waiting faults. */
    public synchronized int waiting() {
        return placed.size();
    }

    /** Used by the site: the fault of this exchange, if any, counted down. */
    public synchronized Optional<Fault> take(String operation) {
        var found = placed.stream()
                .filter(entry -> entry.operation.equals(operation) || entry.operation.equals("*"))
                .findFirst();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var entry = found.get();
        if (entry.skip > 0) {
            entry.skip--;
            return Optional.empty();
        }
        entry.remaining--;
        if (entry.remaining == 0) {
            placed.remove(entry);
        }
        return Optional.of(entry.fault);
    }

    /** A placed fault; applies once by default. */
    public final class PlacedFault {
        private final String operation;
        private final Fault fault;
        private long remaining = 1;
        private int skip;

        private PlacedFault(String operation, Fault fault) {
            this.operation = operation;
            this.fault = fault;
        }

        public PlacedFault times(int count) {
            synchronized (Faults.this) {
                remaining = count;
            }
            return this;
        }

        public PlacedFault always() {
            synchronized (Faults.this) {
                remaining = Long.MAX_VALUE;
            }
            return this;
        }

        /** Ends this fault, whether it applied or not; others stay. */
        public void end() {
            synchronized (Faults.this) {
                placed.remove(this);
            }
        }

        /** Skips this many exchanges first. */
        public PlacedFault after(int exchanges) {
            synchronized (Faults.this) {
                skip = exchanges;
            }
            return this;
        }
    }
}
