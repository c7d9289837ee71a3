package dev.poemcp.poe.api;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * A response's body that fails with {@link TooLongException} after so many bytes. Ends its last line: at the end of a stream
 * within a line okhttp-sse 5.5.1 throws IllegalArgumentException, and after a lone CR it loops forever.
 */
final class BoundedBody extends ResponseBody {
    private final ResponseBody body;
    private final BufferedSource source;

    BoundedBody(ResponseBody body, long maxBytes) {
        this.body = body;
        this.source = Okio.buffer(new ForwardingSource(body.source()) {
            private long total;
            private byte last = '\n';

            @Override
            public long read(Buffer sink, long byteCount) throws IOException {
                long count = super.read(sink, byteCount);
                total += Math.max(count, 0);
                if (total > maxBytes) {
                    throw new TooLongException(maxBytes);
                }
                if (count > 0) {
                    last = sink.getByte(sink.size() - 1);
                } else if (count < 0 && last != '\n') {
                    last = '\n';
                    sink.writeByte(last);
                    return 1;
                }
                return count;
            }
        });
    }

    @Override
    public @Nullable MediaType contentType() {
        return body.contentType();
    }

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public BufferedSource source() {
        return source;
    }

    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLongException(long maxBytes) {
            super("it is longer than " + maxBytes + " bytes");
        }
    }
}
