package dev.poemcp.server.install;

/** A host's file is not changed, since it could not be done safely. */
final class UnsupportedFileException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param why to follow the file's name in a sentence; never quotes the file */
    UnsupportedFileException(String why) {
        super(why);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
