package dev.poemcp.poe.site.channel;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a socket has received and nobody has handled yet, in order. It is received on a thread of the HTTP client and
 * handled on the socket's own: a site drops a client that does not read, so a thousand replies at once must not keep a
 * frame from being read. Beyond a limit the receiving thread waits, so that memory is bounded.
 */
final class SocketInbox {
    private static final Logger log = LoggerFactory.getLogger(SocketInbox.class);

    /** Half of it is the largest frame in bytes, so one always fits. */
    private static final long MAX_CHARACTERS = 2L * RealtimeSocket.MAX_FRAME_BYTES;

    private final long maxCharacters;
    private final Runnable onBug;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Item> items = new ArrayDeque<>();
    private long characters;
    private boolean ended;

    private record Item(Runnable handling, int characters, boolean last) {}

    /** @param onBug ends the socket, of which something could not be handled */
    SocketInbox(Runnable onBug) {
        this(onBug, MAX_CHARACTERS);
    }

    SocketInbox(Runnable onBug, long maxCharacters) {
        this.onBug = onBug;
        this.maxCharacters = maxCharacters;
    }

    /** Starts the thread that handles what is added; it ends after {@link #addLast}. */
    void start() {
        Thread thread = new Thread(this::handleAll, "poe-events");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits while too much is unhandled. */
    void add(Runnable handling, int length) {
        add(new Item(handling, length, false));
    }

    /** Nothing is handled after this. */
    void addLast(Runnable handling) {
        add(new Item(handling, 0, true));
    }

    private void add(Item item) {
        lock.lock();
        try {
            while (!ended && characters > 0 && characters + item.characters() > maxCharacters) {
                changed.awaitUninterruptibly();
            }
            if (ended) {
                return;
            }
            ended = item.last();
            characters += item.characters();
            items.add(item);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void handleAll() {
        Item item;
        do {
            item = next();
            handle(item);
        } while (!item.last());
    }

    private void handle(Item item) {
        try {
            item.handling().run();
        } catch (RuntimeException | Error bug) {
            log.error("A frame of the realtime socket could not be handled; reconnecting.", bug);
            onBug.run();
        }
    }

    private Item next() {
        lock.lock();
        try {
            while (items.isEmpty()) {
                changed.awaitUninterruptibly();
            }
            Item item = items.remove();
            characters -= item.characters();
            changed.signalAll();
            return item;
        } finally {
            lock.unlock();
        }
    }
}
