package dev.poemcp.emulator.channel;

import dev.poemcp.emulator.connection.Connections;
import java.util.Objects;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;

/** One open socket of a channel. */
public final class ChannelSocket implements Session.Listener.AutoDemanding, FrameSink {
    private final Channels channels;
    private final Channel channel;
    private final long minSeq;
    private final Connections.Connection connection;
    private volatile @Nullable Session session;

    ChannelSocket(Channels channels, Channel channel, long minSeq, Connections.Connection connection) {
        this.channels = channels;
        this.channel = channel;
        this.minSeq = minSeq;
        this.connection = connection;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        channels.attach(channel, minSeq, this);
    }

    @Override
    public void onWebSocketText(String text) {
        if (text.equals("{\"type\":\"ping\"}") && channels.countPing()) {
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
        // A client that does not read is disconnected; its next connection gets the missed frames.
        var recipient = open();
        recipient.sendText(frame, Callback.from(() -> {}, failure -> recipient.disconnect()));
    }

    @Override
    public void close() {
        open().close(StatusCode.NORMAL, "", Callback.NOOP);
    }

    @Override
    public void blackHole() {
        connection.blackHole();
    }

    @Override
    public void abort() {
        open().disconnect();
    }

    private Session open() {
        return Objects.requireNonNull(session, "frames are sent only to an open socket");
    }
}
