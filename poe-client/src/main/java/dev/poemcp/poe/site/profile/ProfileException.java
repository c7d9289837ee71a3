package dev.poemcp.poe.site.profile;

/** An invalid site profile; the message says what is wrong and where. */
public final class ProfileException extends Exception {
    private static final long serialVersionUID = 1L;

    ProfileException(String message) {
        super(message);
    }

    ProfileException(String message, Throwable cause) {
        super(message, cause);
    }
}
