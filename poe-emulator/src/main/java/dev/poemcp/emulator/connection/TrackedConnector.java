package dev.poemcp.emulator.connection;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Listens on loopback and tracks the connections it accepts. */
public final class TrackedConnector extends ServerConnector {
    /** By default 50, beyond which the system resets connections of a client that opens many at once. */
    private static final int ACCEPT_QUEUE = 4_096;

    private final Connections connections;

    public TrackedConnector(Server server, Connections connections, ConnectionFactory... factories) {
        super(server, 1, 1, factories);
        this.connections = connections;
        setHost("127.0.0.1");
        setAcceptQueueSize(ACCEPT_QUEUE);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        var endPoint = new TrackedEndPoint(channel, selector, key, getScheduler(), connections);
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }
}
