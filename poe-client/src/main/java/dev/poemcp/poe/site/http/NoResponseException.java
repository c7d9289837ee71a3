package dev.poemcp.poe.site.http;

/** An exchange that ended without a whole answer. */
public final class NoResponseException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What ended it. */
    public enum Why {
        /** The connection could not be made, or broke. */
        NETWORK,
        /** The time limit was over. */
        TIMEOUT,
        /** The caller was interrupted, or the client closed. */
        CANCELLED,
        /** The body was longer than anything the site has to say. */
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

    /** False: not a byte of the request had left this machine. */
    public boolean mayHaveArrived() {
        return mayHaveArrived;
    }
}
