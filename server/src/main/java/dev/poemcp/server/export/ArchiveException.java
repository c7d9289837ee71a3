package dev.poemcp.server.export;

import java.io.IOException;

/** A folder cannot be used as an archive; the message completes "… is not used, since". */
public class ArchiveException extends IOException {
    private static final long serialVersionUID = 1L;

    ArchiveException(String why) {
        super(why);
    }
}
