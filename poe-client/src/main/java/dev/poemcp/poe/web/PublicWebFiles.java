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
 * Attachments from the public internet. One instance per process: its downloads together take at most
 * {@value #MAX_BYTES_ON_DISK} bytes of the folder for temporary files.
 */
public final class PublicWebFiles implements WebFiles {
    /** Three messages with the maximum size of attachments. */
    public static final long MAX_BYTES_ON_DISK = 3 * Upload.MAX_BYTES_PER_MESSAGE;

    private static final int CHUNK_BYTES = 64 * 1024;

    private final WebFetch web;
    private final DownloadQuota quota;
    private final Path folder;

    /** Public addresses only, through the proxy if configured. */
    public PublicWebFiles(ProxySettings proxy) {
        this(new PublicAddresses(), WebLimits.DEFAULTS, proxy, new DownloadQuota(MAX_BYTES_ON_DISK));
    }

    /**
     * Also from the site itself.
     *
     * @param poe base URL of the site; files on its host and port are fetched whatever their address
     */
    public PublicWebFiles(URI poe, ProxySettings proxy) {
        this(
                new WebFetch(new PublicAddresses(), poe, WebLimits.DEFAULTS, proxy),
                new DownloadQuota(MAX_BYTES_ON_DISK),
                Path.of(System.getProperty("java.io.tmpdir")));
    }

    PublicWebFiles(AddressPolicy policy, WebLimits limits, ProxySettings proxy, DownloadQuota quota) {
        this(policy, limits, proxy, quota, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** @param folder where downloads are kept */
    PublicWebFiles(AddressPolicy policy, WebLimits limits, ProxySettings proxy, DownloadQuota quota, Path folder) {
        this(new WebFetch(policy, null, limits, proxy), quota, folder);
    }

    private PublicWebFiles(WebFetch web, DownloadQuota quota, Path folder) {
        this.web = web;
        this.quota = quota;
        this.folder = folder;
    }

    @Override
    public Upload fetch(URI url, long maxBytes) {
        return web.fetch(url, response -> download(response, maxBytes), DownloadedFile::close);
    }

    private DownloadedFile download(Response response, long maxBytes) throws IOException {
        long declared = response.body().contentLength();
        if (declared > maxBytes) {
            throw tooLarge(maxBytes);
        }
        DownloadQuota.ReservedBytes reserved = quota.open();
        Path file = null;
        boolean complete = false;
        try {
            reserve(reserved, declared);
            file = Files.createTempFile(folder, "poe-mcp-", ".download");
            byte[] head = new byte[0];
            long size = 0;
            try (InputStream in = response.body().byteStream();
                    OutputStream out = Files.newOutputStream(file)) {
                byte[] chunk = new byte[CHUNK_BYTES];
                head = in.readNBytes(FileSignature.BYTES);
                size = head.length;
                reserve(reserved, size);
                out.write(head);
                for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                    size += count;
                    if (size > maxBytes) {
                        throw tooLarge(maxBytes);
                    }
                    reserve(reserved, size);
                    out.write(chunk, 0, count);
                }
            }
            String type = FileNames.mimeType(response, head);
            DownloadedFile upload = new DownloadedFile(file, FileNames.name(response, type), type, size, reserved);
            complete = true;
            return upload;
        } finally {
            if (!complete) {
                try {
                    if (file != null) {
                        Files.deleteIfExists(file);
                    }
                } finally {
                    reserved.close();
                }
            }
        }
    }

    /** Called before the bytes are written, so that the disk usage never exceeds the quota. */
    private static void reserve(DownloadQuota.ReservedBytes reserved, long bytes) throws IOException {
        if (!reserved.growTo(bytes)) {
            throw new WebFetch.UnwantedFileException(
                    "other downloads take all the space that there is for them at present; try again later");
        }
    }

    private static WebFetch.UnwantedFileException tooLarge(long maxBytes) {
        return new WebFetch.UnwantedFileException("it is larger than the " + maxBytes + " bytes that are left for it");
    }
}
