package dev.poemcp.poe;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file to attach. It is streamed, never held whole; {@link #sizeBytes()} is exact and known beforehand.
 * {@link #open()} may be called again for a second attempt that is known to be safe.
 */
public interface Upload extends AutoCloseable {
    /** All files of one message together. Known from: poe-api-rust and poe-api-wrapper refuse more. */
    long MAX_BYTES_PER_MESSAGE = 350_000_000;

    /** File name with extension, no path. */
    String name();

    /** For example {@code image/png}; {@code application/octet-stream} when nothing better is known. */
    String mimeType();

    long sizeBytes();

    InputStream open() throws IOException;

    /** Deletes what was downloaded for it, if anything was. */
    @Override
    default void close() {}
}
