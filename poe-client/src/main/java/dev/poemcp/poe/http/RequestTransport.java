package dev.poemcp.poe.http;

import okhttp3.Interceptor;
import okhttp3.WebSocket;

/**
 * Another way to send requests and to open sockets than OkHttp's own connections. Behind OkHttp's interfaces, so that
 * its users see no difference: limits of size and time, cancellation and {@link RequestStart} mean the same.
 */
public interface RequestTransport extends AutoCloseable {
    /**
     * Answers the requests that are its own, and passes the others on. Calls {@link RequestStart#sending} before it
     * hands a request over.
     */
    Interceptor requests();

    /**
     * Opens sockets; returns at once.
     *
     * @param maxMessageBytes a longer message fails its socket
     */
    WebSocket.Factory webSockets(int maxMessageBytes);

    /** @throws dev.poemcp.poe.PoeException {@code NotConfigured}, if the user must change something first */
    void requireUsable();

    /** Ends what is in progress. */
    @Override
    void close();
}
