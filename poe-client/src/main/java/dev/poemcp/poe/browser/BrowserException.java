package dev.poemcp.poe.browser;

import java.io.IOException;

/** The browser cannot be started, refuses a command, or has ended; the message is one sentence for the user. */
public final class BrowserException extends IOException {
    private static final long serialVersionUID = 1L;

    public BrowserException(String message) {
        super(message);
    }

    public BrowserException(String message, Throwable cause) {
        super(message, cause);
    }
}
