package dev.poemcp.server.cli;

import org.jspecify.annotations.Nullable;

/** A command failed: what, and what the user can do. */
final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String nextStep;

    /** Both texts are whole sentences. */
    CommandFailedException(String what, String nextStep, @Nullable Throwable cause) {
        super(what, cause);
        this.nextStep = nextStep;
    }

    String nextStep() {
        return nextStep;
    }
}
