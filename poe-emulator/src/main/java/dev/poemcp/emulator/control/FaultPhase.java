package dev.poemcp.emulator.control;

/** Where in an operation's life a fault happens. */
public enum FaultPhase {
    /** Nothing is executed: no message, no points. */
    BEFORE,
    /** The operation is executed and its answer only partly written: then the connection breaks or falls silent. */
    DURING,
    /** The operation is executed, its effects remain, and the fault is the whole answer. */
    AFTER
}
