package dev.poemcp.poe.http;

import dev.poemcp.poe.socket.UnconnectedSocketFactory;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sockets that fail when more than {@code maxBytes} arrive without a complete message. OkHttp buffers a message of any
 * size in memory before it delivers it, so the limit must be below OkHttp.
 */
final class BoundedMessageSocketFactory extends UnconnectedSocketFactory {
    private final long maxBytes;
    private final AtomicLong bytesSinceMessage = new AtomicLong();

    BoundedMessageSocketFactory(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** A complete message has arrived. */
    void messageReceived() {
        bytesSinceMessage.set(0);
    }

    @Override
    public Socket createSocket() {
        return new CountingSocket();
    }

    private final class CountingSocket extends Socket {
        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    int one = super.read();
                    count(one < 0 ? 0 : 1);
                    return one;
                }

                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    int count = super.read(buffer, offset, length);
                    count(count);
                    return count;
                }
            };
        }

        private void count(int bytes) throws IOException {
            if (bytes > 0 && bytesSinceMessage.addAndGet(bytes) > maxBytes) {
                throw new IOException("a message larger than " + maxBytes + " bytes");
            }
        }
    }
}
