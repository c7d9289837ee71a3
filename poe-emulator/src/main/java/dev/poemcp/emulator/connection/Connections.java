package dev.poemcp.emulator.connection;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The TCP connections to the emulator. A connection dropped by a suspended machine or a NAT is a black hole: writes
 * succeed, nothing is received, and it is never closed.
 */
public final class Connections {
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger opened = new AtomicInteger();
    private volatile boolean newOnesBlackHoled;

    public Connections() {}

    /** One TCP connection. */
    public interface Connection {
        /** From now on it reads and writes nothing and stays open. */
        void blackHole();

        /** Ends it with a TCP reset. */
        void reset();
    }

    /** Number of open connections, black holes included. */
    public int open() {
        return open.size();
    }

    /** Number of connections accepted since the start. */
    public int opened() {
        return opened.get();
    }

    /** Turns every open connection into a black hole; later ones work. */
    public void blackHole() {
        open.forEach(Connection::blackHole);
    }

    /** Whether connections accepted from now on are black holes: the client connects and receives nothing. */
    public void blackHoleNew(boolean value) {
        newOnesBlackHoled = value;
    }

    /** Resets every open connection. */
    public void reset() {
        open.forEach(Connection::reset);
    }

    /** Used by the connector. */
    public void opened(Connection connection) {
        opened.incrementAndGet();
        open.add(connection);
        if (newOnesBlackHoled) {
            connection.blackHole();
        }
    }

    /** Used by the connector. */
    public void closed(Connection connection) {
        open.remove(connection);
    }
}
