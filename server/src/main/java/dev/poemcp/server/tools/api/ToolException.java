package dev.poemcp.server.tools.api;

import dev.poemcp.tool.ErrorCode;

/** A failure in this server (not at Poe) that the calling model can act on: what failed, and what to do next. */
public final class ToolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String nextStep;

    /** Both texts are whole sentences for a model and a user. */
    public ToolException(ErrorCode code, String what, String nextStep) {
        super(what);
        this.code = code;
        this.nextStep = nextStep;
    }

    public ErrorCode code() {
        return code;
    }

    public String nextStep() {
        return nextStep;
    }
}
