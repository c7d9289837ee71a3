package dev.poemcp.emulator.control;

/** When a fault happens, relative to the execution of the operation. */
public enum FaultPhase {
    /** The operation is not executed: no message, no points. */
    BEFORE,
    /** The operation is executed and its response partly written; then the connection breaks or stalls. */
    DURING,
    /** The operation is executed, its effects remain, and the fault replaces the response. */
    AFTER
}
