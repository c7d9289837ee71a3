package dev.poemcp.poe;

/** What users of this library catch. What happened is in {@link #failure()}. */
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
