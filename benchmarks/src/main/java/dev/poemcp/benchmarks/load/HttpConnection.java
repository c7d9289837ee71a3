package dev.poemcp.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A connection that is kept alive, with one request at a time. */
final class HttpConnection implements AutoCloseable {
    /** More than any response that is measured. */
    private static final int BUFFER = 1 << 15;

    private final SocketChannel channel;
    private final ByteBuffer output;
    private final byte[] bytes = new byte[BUFFER];
    private final ByteBuffer input = ByteBuffer.wrap(bytes);
    private long sentNanos;

    private HttpConnection(SocketChannel channel, int requestLength) {
        this.channel = channel;
        this.output = ByteBuffer.allocate(requestLength);
    }

    static HttpConnection open(URI address, int requestLength) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(address.getHost(), address.getPort()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        return new HttpConnection(channel, requestLength);
    }

    SocketChannel channel() {
        return channel;
    }

    long sentNanos() {
        return sentNanos;
    }

    /** Sends at once: an idle connection's buffer takes any request that is measured. */
    void send(CallTemplate request, long id) throws IOException {
        sentNanos = System.nanoTime();
        request.writeTo(output.array(), 0, id);
        output.clear();
        if (channel.write(output) < request.length()) {
            throw new IOException("The connection does not take a request");
        }
        input.clear();
    }

    /** Reads what has arrived, and tells whether the response is complete. */
    boolean read() throws IOException {
        if (channel.read(input) < 0) {
            throw new IOException("The server closed a connection that is in use");
        }
        return HttpResponseEnd.isComplete(bytes, input.position());
    }

    /** What has been read of it. */
    String response() {
        return new String(bytes, 0, input.position(), UTF_8);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
