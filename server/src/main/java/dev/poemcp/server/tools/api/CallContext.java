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

    /** Same for one of several parts; {@code progress} counts all of them. */
    default void progress(double progress, Part part, String message) {
        progress(progress, part.name() + ": " + message);
    }

    /** Called when a part is complete or has failed; it reports no progress afterwards. */
    default void ended(Part part) {}

    /**
     * One of several texts that grow during one call, such as one bot's reply in a comparison.
     *
     * @param index position, from 0; names may occur twice
     */
    record Part(int index, String name) {}

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
