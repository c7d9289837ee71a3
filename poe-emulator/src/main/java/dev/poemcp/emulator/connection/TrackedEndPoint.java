package dev.poemcp.emulator.connection;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection.SslEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** A client's TCP connection that can become a black hole: it reads nothing, writes nothing and stays open. */
public final class TrackedEndPoint extends SocketChannelEndPoint implements Connections.Connection {
    private final Connections connections;
    private volatile boolean blackHole;

    TrackedEndPoint(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler,
            Connections connections) {
        super(channel, selector, key, scheduler);
        this.connections = connections;
    }

    /** The TCP connection below an end point that may be TLS. */
    public static TrackedEndPoint below(EndPoint endPoint) {
        var inner = endPoint;
        while (inner instanceof SslEndPoint ssl) {
            inner = ssl.getSslConnection().getEndPoint();
        }
        if (inner instanceof TrackedEndPoint tracked) {
            return tracked;
        }
        throw new IllegalStateException("The emulator's connector creates tracked end points only");
    }

    @Override
    public void onOpen() {
        super.onOpen();
        connections.opened(this);
    }

    @Override
    public void onClose(@Nullable Throwable failure) {
        connections.closed(this);
        super.onClose(failure);
    }

    @Override
    public void blackHole() {
        blackHole = true;
        // An idle timeout would close it, which the client would notice.
        setIdleTimeout(0);
    }

    @Override
    public void reset() {
        try {
            // SO_LINGER 0 discards unsent bytes and resets.
            getChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
            getChannel().close();
        } catch (IOException e) {
            throw new IllegalStateException("An open connection can be reset", e);
        }
        close();
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        return blackHole ? 0 : super.fill(buffer);
    }

    /** Bytes for a black hole count as sent, so that the site does not notice it either. */
    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        if (!blackHole) {
            return super.flush(buffers);
        }
        for (var buffer : buffers) {
            buffer.position(buffer.limit());
        }
        return true;
    }

    /** A black hole reads nothing, so the selector would wake it in an endless loop. */
    @Override
    protected void needsFillInterest() {
        if (!blackHole) {
            super.needsFillInterest();
        }
    }
}
