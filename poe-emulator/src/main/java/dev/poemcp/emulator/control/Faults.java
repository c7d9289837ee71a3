package dev.poemcp.emulator.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults that wait for their exchange; for one exchange the first placed of its operation is taken. */
public final class Faults {
    private final List<Placed> placed = new ArrayList<>();

    Faults() {}

    /** Places a fault on the next exchange of an operation, e.g. {@code sendMessage}; {@code *} means any operation. */
    public synchronized Placed on(String operation, Fault fault) {
        var entry = new Placed(operation, fault);
        placed.add(entry);
        return entry;
    }

    /** Takes away every fault that still waits. */
    public synchronized void clear() {
        placed.clear();
    }

    /** Faults that wait for an exchange that has not come. */
    public synchronized int waiting() {
        return placed.size();
    }

    /** Used by the site: the fault of this exchange, counted down. */
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
        entry.left--;
        if (entry.left == 0) {
            placed.remove(entry);
        }
        return Optional.of(entry.fault);
    }

    /** A placed fault; once unless told otherwise. */
    public final class Placed {
        private final String operation;
        private final Fault fault;
        private long left = 1;
        private int skip;

        private Placed(String operation, Fault fault) {
            this.operation = operation;
            this.fault = fault;
        }

        public Placed times(int count) {
            synchronized (Faults.this) {
                left = count;
            }
            return this;
        }

        public Placed always() {
            synchronized (Faults.this) {
                left = Long.MAX_VALUE;
            }
            return this;
        }

        /** Lets that many exchanges pass first. */
        public Placed after(int exchanges) {
            synchronized (Faults.this) {
                skip = exchanges;
            }
            return this;
        }
    }
}
