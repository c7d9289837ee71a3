package dev.poemcp.server.doctor;

/** A host's file is not what its syntax demands. Without the parser's exception, which quotes the file. */
final class InvalidHostFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;

    /** @param line of the mistake, from 1; less if the parser gave up at its limits */
    InvalidHostFileException(int line) {
        super("invalid in line " + line);
        this.line = line;
    }

    int line() {
        return line;
    }
}
