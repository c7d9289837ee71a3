package dev.poemcp.poe.http;

import dev.poemcp.poe.Upload;
import java.io.IOException;
import java.io.InputStream;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/**
 * The bytes of one file, streamed. Sends exactly the announced number: a file that has changed its size aborts the
 * request, and Poe ignores an incomplete request.
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
        MediaType declared = MediaType.parse(file.mimeType());
        return declared == null ? UNKNOWN : declared;
    }

    @Override
    public long contentLength() {
        return file.sizeBytes();
    }

    /** OkHttp must not repeat it. */
    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        long remaining = file.sizeBytes();
        byte[] chunk = new byte[CHUNK_BYTES];
        try (InputStream in = file.open()) {
            while (remaining > 0) {
                int count = in.read(chunk, 0, (int) Math.min(chunk.length, remaining));
                if (count < 0) {
                    throw new IOException("the file became shorter while it was sent");
                }
                sink.write(chunk, 0, count);
                remaining -= count;
            }
            if (in.read() >= 0) {
                throw new IOException("the file became longer while it was sent");
            }
        }
    }
}
