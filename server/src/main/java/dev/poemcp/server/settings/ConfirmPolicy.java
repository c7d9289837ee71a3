package dev.poemcp.server.settings;

/** Which tools ask the user for confirmation first. */
public enum ConfirmPolicy {
    NEVER,
    /** Only {@code purge_all_conversations}. */
    PURGE,
    /** Every tool whose {@code destructiveHint} is true. */
    DESTRUCTIVE
}
