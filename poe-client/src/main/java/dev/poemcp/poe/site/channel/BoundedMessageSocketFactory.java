package dev.poemcp.poe.site.channel;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;

/**
 * Sockets that fail when more than {@code maxBytes} arrive without a complete message. OkHttp buffers a message of any
 * size in memory before it delivers it, so the limit must be below OkHttp.
 */
final class BoundedMessageSocketFactory extends SocketFactory {
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

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("OkHttp connects its sockets itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException("OkHttp connects its sockets itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("OkHttp connects its sockets itself");
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException("OkHttp connects its sockets itself");
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
