package dev.poemcp.benchmarks.firstword;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/**
 * Puts a distance between a client and a server on loopback: a round trip takes a fixed time, and so does opening a
 * connection. It forwards bytes and knows no protocol.
 */
final class DelayProxy implements AutoCloseable {
    private static final int BACKLOG = 256;

    private final ServerSocket listener;
    private final long roundTripNanos;

    private DelayProxy(ServerSocket listener, Duration roundTrip) {
        this.listener = listener;
        this.roundTripNanos = roundTrip.toNanos();
    }

    /** Takes a port; connections wait until {@link #forwardTo}. */
    static DelayProxy open(Duration roundTrip) throws IOException {
        return new DelayProxy(
                new ServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})), roundTrip);
    }

    int port() {
        return listener.getLocalPort();
    }

    void forwardTo(int port) {
        var thread = new Thread(() -> accept(port), "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(int port) {
        while (!listener.isClosed()) {
            try {
                connect(listener.accept(), port);
            } catch (IOException e) {
                // Closed, or one connection failed, which its client notices.
            }
        }
    }

    private void connect(Socket client, int port) throws IOException {
        // A client on loopback is connected at once; over the distance it could send only after a round trip.
        long connectedNanos = System.nanoTime() + roundTripNanos;
        var server = new Socket(listener.getInetAddress(), port);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        new DelayedPipe(client, server, roundTripNanos / 2, connectedNanos).start();
        new DelayedPipe(server, client, roundTripNanos / 2, System.nanoTime()).start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
