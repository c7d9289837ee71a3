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

/** A client's TCP connection that can turn into a black hole: nothing is read, nothing is written, nothing is closed. */
public final class TrackedEndPoint extends SocketChannelEndPoint implements Connections.Line {
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

    /** The TCP connection below an end point, which may be TLS. */
    public static TrackedEndPoint below(EndPoint endPoint) {
        var inner = endPoint;
        while (inner instanceof SslEndPoint ssl) {
            inner = ssl.getSslConnection().getEndPoint();
        }
        if (inner instanceof TrackedEndPoint tracked) {
            return tracked;
        }
        throw new IllegalStateException("The emulator's connector makes tracked end points only");
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
        // An idle time-out would close it, and a client would notice.
        setIdleTimeout(0);
    }

    @Override
    public void reset() {
        try {
            // Lingering for no time discards what is unsent and resets.
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

    /** What goes into a black hole counts as sent, so that the site notices as little as the client. */
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

    /** A black hole that were still interested in bytes would be woken without end, since it takes none. */
    @Override
    protected void needsFillInterest() {
        if (!blackHole) {
            super.needsFillInterest();
        }
    }
}
