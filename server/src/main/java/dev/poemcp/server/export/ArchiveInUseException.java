package dev.poemcp.server.export;

/** Another process, or another thread of this one, writes into the archive. */
public final class ArchiveInUseException extends ArchiveException {
    private static final long serialVersionUID = 1L;

    ArchiveInUseException() {
        super("another process writes into it");
    }
}
