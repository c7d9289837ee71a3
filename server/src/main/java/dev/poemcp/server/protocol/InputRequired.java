package dev.poemcp.server.protocol;

/** Ends a request whose client must first answer a question; the client then repeats it with the answer. No failure. */
public final class InputRequired extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InputRequired() {
        super("The client must answer first.", null, false, false);
    }
}
