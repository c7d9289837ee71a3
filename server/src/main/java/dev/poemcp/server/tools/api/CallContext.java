package dev.poemcp.server.tools.api;

/** A handler's view of its caller; the same in every protocol revision and on every transport. */
public interface CallContext {
    /** Whether the caller wants progress. */
    boolean wantsProgress();

    /**
     * Reports progress to the caller. {@code progress} must grow strictly; {@code message} is the new piece of text.
     * Blocks for pacing (at most 20 a second); does nothing if the caller wants no progress.
     */
    void progress(double progress, String message);

    /** Asks the user a yes-or-no question. */
    Answer confirm(String question);

    /** The user's answer. */
    enum Answer {
        YES,
        NO,
        /** The host has no way to ask. */
        CANNOT_ASK
    }
}
