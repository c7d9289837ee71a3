package dev.poemcp.server.transport.http;

import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.protocol.stateless.StatelessResponse;
import dev.poemcp.server.protocol.stateless.StatelessServer.ListenRefused;
import dev.poemcp.server.protocol.stateless.StatelessSubscription;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client that listens for changes, until it leaves or is sent away. */
final class SubscriptionStream implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SubscriptionStream.class);

    private final HttpResponder reply;
    private final Services.Lease lease;
    private final Quota.Holding place;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable StatelessSubscription listening;
    private @Nullable Thread opening;
    private boolean leaving;
    private boolean over;

    /**
     * @param lease closed with the listener
     * @param place likewise
     */
    SubscriptionStream(HttpResponder reply, Services.Lease lease, Quota.Holding place) {
        this.reply = reply;
        this.lease = lease;
        this.place = place;
    }

    /** Answers, or listens from now on; blocks while Poe is asked about what is listened to. */
    void open(Incoming.Request request) {
        if (!begin()) {
            return;
        }
        try {
            // The stream opens with the first message, so that a refusal can still be plain JSON.
            var opened = lease.service().modern().listen(request, message -> {
                var stream = reply.stream();
                if (stream != null) {
                    stream.post(message);
                }
            });
            var kept = opened(opened);
            if (kept && isLeaving()) {
                sayGoodBye();
            }
            if (!kept) {
                // The interrupt was for the opening; letting go may have to ask Poe.
                var ignored = Thread.interrupted();
                opened.close();
            }
        } catch (ListenRefused e) {
            reply.answer(e.answer().message(), e.answer().status());
        } catch (RuntimeException | Error e) {
            if (!Thread.currentThread().isInterrupted()) {
                log.error("A client could not be listened for.", e);
            }
            reply.answer(
                    StatelessResponse.internalError(JsonRpc.plainId(request.id()))
                            .message(),
                    200);
        } finally {
            opened(null);
        }
    }

    private boolean begin() {
        lock.lock();
        try {
            opening = over ? null : Thread.currentThread();
            return !over;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is kept; from here on nobody interrupts the thread that has opened it. */
    private boolean opened(@Nullable StatelessSubscription kept) {
        lock.lock();
        try {
            opening = null;
            if (kept != null && !over) {
                listening = kept;
            }
            return !over;
        } finally {
            lock.unlock();
        }
    }

    private boolean isLeaving() {
        lock.lock();
        try {
            return leaving;
        } finally {
            lock.unlock();
        }
    }

    /** Ends it; if it is being opened at present, then as soon as it is. */
    void sayGoodBye() {
        StatelessSubscription opened;
        lock.lock();
        try {
            leaving = true;
            opened = listening;
        } finally {
            lock.unlock();
        }
        if (opened != null) {
            reply.answer(opened.farewell(), 200);
        }
    }

    /** The client has left or was answered; what is being opened for it is given up. */
    @Override
    public void close() {
        StatelessSubscription opened;
        lock.lock();
        try {
            if (over) {
                return;
            }
            over = true;
            opened = listening;
            if (opening != null) {
                opening.interrupt();
            }
        } finally {
            lock.unlock();
        }
        try (lease;
                place) {
            if (opened != null) {
                opened.close();
            }
        }
    }
}
