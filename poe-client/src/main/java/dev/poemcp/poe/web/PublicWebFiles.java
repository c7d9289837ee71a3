package dev.poemcp.poe.web;

import dev.poemcp.poe.Upload;
import dev.poemcp.poe.WebFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.Response;

/** Attachments from the public internet. */
public final class PublicWebFiles implements WebFiles {
    private static final int CHUNK_BYTES = 64 * 1024;

    private final WebFetch web;

    /** Public addresses only. */
    public PublicWebFiles() {
        this(new PublicAddresses(), WebLimits.DEFAULTS);
    }

    public PublicWebFiles(AddressPolicy policy, WebLimits limits) {
        this.web = new WebFetch(policy, null, limits);
    }

    @Override
    public Upload fetch(URI url, long maxBytes) {
        return web.fetch(url, response -> download(response, maxBytes));
    }

    private static Upload download(Response response, long maxBytes) throws IOException {
        if (response.body().contentLength() > maxBytes) {
            throw tooLarge(maxBytes);
        }
        Path file = Files.createTempFile("poe-mcp-", ".download");
        boolean kept = false;
        try {
            byte[] head = new byte[0];
            long size = 0;
            try (InputStream in = response.body().byteStream();
                    OutputStream out = Files.newOutputStream(file)) {
                byte[] chunk = new byte[CHUNK_BYTES];
                head = in.readNBytes(Magic.BYTES);
                out.write(head);
                size = head.length;
                for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                    size += count;
                    if (size > maxBytes) {
                        throw tooLarge(maxBytes);
                    }
                    out.write(chunk, 0, count);
                }
            }
            String type = FileNames.mimeType(response, head);
            Upload upload = new Downloaded(file, FileNames.name(response, type), type, size);
            kept = true;
            return upload;
        } finally {
            if (!kept) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static WebFetch.Unwanted tooLarge(long maxBytes) {
        return new WebFetch.Unwanted("it is larger than the " + maxBytes + " bytes that are left for it");
    }
}
