package dev.poemcp.poe.site.upload;

import dev.poemcp.poe.Upload;
import java.io.IOException;
import java.io.InputStream;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/**
 * The bytes of one file, streamed. Exactly as many go out as were announced: a file that has changed its size breaks the
 * request in the middle, and a request broken in the middle is no message.
 */
public final class UploadBody extends RequestBody {
    private static final MediaType UNKNOWN = MediaType.get("application/octet-stream");
    private static final int CHUNK_BYTES = 64 * 1024;

    private final Upload file;

    public UploadBody(Upload file) {
        this.file = file;
    }

    @Override
    public MediaType contentType() {
        MediaType told = MediaType.parse(file.mimeType());
        return told == null ? UNKNOWN : told;
    }

    @Override
    public long contentLength() {
        return file.sizeBytes();
    }

    /** Never sent a second time behind our back. */
    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        long left = file.sizeBytes();
        byte[] chunk = new byte[CHUNK_BYTES];
        try (InputStream in = file.open()) {
            while (left > 0) {
                int count = in.read(chunk, 0, (int) Math.min(chunk.length, left));
                if (count < 0) {
                    throw new IOException("the file became shorter while it was sent");
                }
                sink.write(chunk, 0, count);
                left -= count;
            }
            if (in.read() >= 0) {
                throw new IOException("the file became longer while it was sent");
            }
        }
    }
}
