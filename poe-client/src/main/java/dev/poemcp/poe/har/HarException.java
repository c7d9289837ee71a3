package dev.poemcp.poe.har;

/** A file that is not a capture. The message is a sentence for the user and quotes nothing from the file. */
public final class HarException extends Exception {
    private static final long serialVersionUID = 1L;

    HarException(String message) {
        super(message);
    }
}
