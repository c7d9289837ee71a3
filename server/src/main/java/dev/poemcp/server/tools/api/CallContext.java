package dev.poemcp.server.tools.api;

/** All that a handler knows of its caller; the same in every protocol era and on every transport. */
public interface CallContext {
    /** Whether the caller listens to progress. */
    boolean wantsProgress();

    /**
     * Tells the caller how far the work is. {@code progress} must grow strictly; {@code message} is the new piece of
     * text. Blocks for pacing (at most 20 a second); does nothing when nobody listens.
     */
    void progress(double progress, String message);

    /** Asks the person behind the host a yes-or-no question. */
    Answer confirm(String question);

    /** What the person said. */
    enum Answer {
        YES,
        NO,
        /** The host has no way to ask. */
        CANNOT_ASK
    }
}
