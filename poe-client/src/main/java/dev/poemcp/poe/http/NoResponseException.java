package dev.poemcp.poe.http;

/** An exchange that ended without a complete response. */
public final class NoResponseException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The cause. */
    public enum Why {
        /** The connection could not be established, or broke. */
        NETWORK,
        /** The time limit was exceeded. */
        TIMEOUT,
        /** The caller was interrupted, or the client closed. */
        CANCELLED,
        /** The body was longer than allowed. */
        TOO_LONG
    }

    private final Why why;
    private final boolean mayHaveArrived;

    NoResponseException(Why why, boolean mayHaveArrived, String message, Throwable cause) {
        super(message, cause);
        this.why = why;
        this.mayHaveArrived = mayHaveArrived;
    }

    public Why why() {
        return why;
    }

    /** False: no byte of the request was sent. */
    public boolean mayHaveArrived() {
        return mayHaveArrived;
    }
}
