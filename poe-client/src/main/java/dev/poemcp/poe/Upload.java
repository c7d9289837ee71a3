package dev.poemcp.poe;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file to attach. It is streamed, never held in memory; {@link #sizeBytes()} is exact and known beforehand.
 * {@link #open()} may be called again for a second attempt that is known to be safe.
 */
public interface Upload extends AutoCloseable {
    /** Limit for all files of one message together. Source: poe-api-rust and poe-api-wrapper refuse more. */
    long MAX_BYTES_PER_MESSAGE = 350_000_000;

    /** File name with extension, no path. */
    String name();

    /** For example {@code image/png}; {@code application/octet-stream} if unknown. */
    String mimeType();

    long sizeBytes();

    InputStream open() throws IOException;

    /** Deletes its temporary file, if any. */
    @Override
    default void close() {}
}
