package dev.poemcp.server.hosts;

/** A host's file is not what its syntax demands. Without the parser's exception, which quotes the file. */
public final class InvalidHostFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;

    /** @param line of the mistake, from 1; less if the parser gave up at its limits */
    public InvalidHostFileException(int line) {
        super("invalid in line " + line);
        this.line = line;
    }

    public int line() {
        return line;
    }
}
