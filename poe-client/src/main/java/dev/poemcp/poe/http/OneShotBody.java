package dev.poemcp.poe.http;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A body that OkHttp writes at most once. Otherwise it would repeat a POST after a 503 with {@code Retry-After: 0},
 * and a message would be sent twice.
 */
public final class OneShotBody extends RequestBody {
    private final byte[] bytes;
    private final @Nullable MediaType type;

    public OneShotBody(byte[] bytes, @Nullable MediaType type) {
        this.bytes = bytes.clone();
        this.type = type;
    }

    @Override
    public @Nullable MediaType contentType() {
        return type;
    }

    @Override
    public long contentLength() {
        return bytes.length;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(bytes);
    }
}
