package dev.poemcp.server.settings;

/** A setting has a value that cannot be used; the message is one sentence that names it and what is allowed. */
public final class InvalidSettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidSettingException(String message) {
        super(message);
    }
}
