package dev.poemcp.poe;

/** The exception of this library; {@link #failure()} says what went wrong. */
public class PoeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient PoeFailure failure;

    public PoeException(PoeFailure failure) {
        super(failure.what());
        this.failure = failure;
    }

    public PoeException(PoeFailure failure, Throwable cause) {
        super(failure.what(), cause);
        this.failure = failure;
    }

    public final PoeFailure failure() {
        return failure;
    }
}
