package dev.poemcp.poe.web;

import dev.poemcp.poe.Upload;
import dev.poemcp.poe.WebFiles;
import dev.poemcp.poe.proxy.ProxySettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.Response;

/**
 * Attachments from the public internet. One instance serves a whole process: its downloads together take at most
 * {@value #MAX_BYTES_ON_DISK} bytes of the folder for temporary files.
 */
public final class PublicWebFiles implements WebFiles {
    /** Three messages with as much attached as a message may have. */
    public static final long MAX_BYTES_ON_DISK = 3 * Upload.MAX_BYTES_PER_MESSAGE;

    private static final int CHUNK_BYTES = 64 * 1024;

    private final WebFetch web;
    private final DownloadQuota quota;
    private final Path folder;

    /** Public addresses only, by the proxy where its settings say so. */
    public PublicWebFiles(ProxySettings proxy) {
        this(new PublicAddresses(), WebLimits.DEFAULTS, proxy, new DownloadQuota(MAX_BYTES_ON_DISK));
    }

    PublicWebFiles(AddressPolicy policy, WebLimits limits, ProxySettings proxy, DownloadQuota quota) {
        this(policy, limits, proxy, quota, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** @param folder where downloads are kept */
    PublicWebFiles(AddressPolicy policy, WebLimits limits, ProxySettings proxy, DownloadQuota quota, Path folder) {
        this.web = new WebFetch(policy, null, limits, proxy);
        this.quota = quota;
        this.folder = folder;
    }

    @Override
    public Upload fetch(URI url, long maxBytes) {
        return web.fetch(url, response -> download(response, maxBytes), DownloadedFile::close);
    }

    private DownloadedFile download(Response response, long maxBytes) throws IOException {
        long told = response.body().contentLength();
        if (told > maxBytes) {
            throw tooLarge(maxBytes);
        }
        DownloadQuota.Share share = quota.open();
        Path file = null;
        boolean kept = false;
        try {
            reserve(share, told);
            file = Files.createTempFile(folder, "poe-mcp-", ".download");
            byte[] head = new byte[0];
            long size = 0;
            try (InputStream in = response.body().byteStream();
                    OutputStream out = Files.newOutputStream(file)) {
                byte[] chunk = new byte[CHUNK_BYTES];
                head = in.readNBytes(FileSignature.BYTES);
                size = head.length;
                reserve(share, size);
                out.write(head);
                for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                    size += count;
                    if (size > maxBytes) {
                        throw tooLarge(maxBytes);
                    }
                    reserve(share, size);
                    out.write(chunk, 0, count);
                }
            }
            String type = FileNames.mimeType(response, head);
            DownloadedFile upload = new DownloadedFile(file, FileNames.name(response, type), type, size, share);
            kept = true;
            return upload;
        } finally {
            if (!kept) {
                try {
                    if (file != null) {
                        Files.deleteIfExists(file);
                    }
                } finally {
                    share.close();
                }
            }
        }
    }

    /** Before the bytes are written, so that the disk never holds more than the quota says. */
    private static void reserve(DownloadQuota.Share share, long bytes) throws IOException {
        if (!share.growTo(bytes)) {
            throw new WebFetch.Unwanted(
                    "other downloads take all the space that there is for them at present; try again later");
        }
    }

    private static WebFetch.Unwanted tooLarge(long maxBytes) {
        return new WebFetch.Unwanted("it is larger than the " + maxBytes + " bytes that are left for it");
    }
}
