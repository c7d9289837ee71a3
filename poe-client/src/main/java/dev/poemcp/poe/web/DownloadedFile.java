package dev.poemcp.poe.web;

import dev.poemcp.poe.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A download in a temporary file; closing deletes the file and releases its part of the quota. */
record DownloadedFile(Path file, String name, String mimeType, long sizeBytes, DownloadQuota.ReservedBytes reserved)
        implements Upload {
    private static final Logger log = LoggerFactory.getLogger(DownloadedFile.class);

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            log.warn("A temporary file could not be deleted: {}", failed.toString());
        } finally {
            reserved.close();
        }
    }
}
