package dev.poemcp.emulator.connection;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The TCP connections to the emulator. A connection that a sleeping machine or a NAT has forgotten looks like a black
 * hole: bytes go in, nothing comes out, and it is never closed.
 */
public final class Connections {
    private final Set<Line> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger opened = new AtomicInteger();
    private volatile boolean newOnesBlackHoled;

    public Connections() {}

    /** One TCP connection, as the connector has it. */
    public interface Line {
        /** From now on it takes no bytes, sends none and is not closed. */
        void blackHole();

        /** Ends it with a TCP reset. */
        void reset();
    }

    /** Connections that are open now, black holes included. */
    public int open() {
        return open.size();
    }

    /** Connections accepted since the start. */
    public int opened() {
        return opened.get();
    }

    /** Every connection that is open now becomes a black hole; later ones work. */
    public void blackHole() {
        open.forEach(Line::blackHole);
    }

    /** Whether connections accepted from now on are black holes: the client connects and never hears anything. */
    public void blackHoleNew(boolean value) {
        newOnesBlackHoled = value;
    }

    /** Resets every connection that is open now. */
    public void reset() {
        open.forEach(Line::reset);
    }

    /** Used by the connector. */
    public void opened(Line line) {
        opened.incrementAndGet();
        open.add(line);
        if (newOnesBlackHoled) {
            line.blackHole();
        }
    }

    /** Used by the connector. */
    public void closed(Line line) {
        open.remove(line);
    }
}
