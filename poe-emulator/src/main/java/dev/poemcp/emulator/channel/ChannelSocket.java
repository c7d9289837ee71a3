package dev.poemcp.emulator.channel;

import dev.poemcp.emulator.connection.Connections;
import java.util.Objects;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;

/** One open socket of a channel. */
public final class ChannelSocket implements Session.Listener.AutoDemanding, Outlet {
    private final Channels channels;
    private final Channel channel;
    private final long minSeq;
    private final Connections.Line line;
    private volatile @Nullable Session session;

    ChannelSocket(Channels channels, Channel channel, long minSeq, Connections.Line line) {
        this.channels = channels;
        this.channel = channel;
        this.minSeq = minSeq;
        this.line = line;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        channels.attach(channel, minSeq, this);
    }

    @Override
    public void onWebSocketText(String text) {
        if (text.equals("{\"type\":\"ping\"}") && channels.pinged()) {
            send("{\"type\":\"pong\"}");
        }
    }

    @Override
    public void onWebSocketClose(int statusCode, @Nullable String reason, Callback callback) {
        channels.detach(channel, this);
        callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        channels.detach(channel, this);
    }

    @Override
    public void send(String frame) {
        // Who does not read is dropped; what it did not take is replayed to its next connection.
        var to = open();
        to.sendText(frame, Callback.from(() -> {}, failure -> to.disconnect()));
    }

    @Override
    public void close() {
        open().close(StatusCode.NORMAL, "", Callback.NOOP);
    }

    @Override
    public void blackHole() {
        line.blackHole();
    }

    @Override
    public void abort() {
        open().disconnect();
    }

    private Session open() {
        return Objects.requireNonNull(session, "frames come only after the socket has opened");
    }
}
