package dev.poemcp.poe.site.profile;

/** A site profile that cannot be used; the message says what is wrong where. */
public final class ProfileException extends Exception {
    private static final long serialVersionUID = 1L;

    ProfileException(String message) {
        super(message);
    }

    ProfileException(String message, Throwable cause) {
        super(message, cause);
    }
}
