package dev.poemcp.server.transport.http;

import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.protocol.stateless.StatelessResponse;
import dev.poemcp.server.protocol.stateless.StatelessServer.ListenRejection;
import dev.poemcp.server.protocol.stateless.StatelessSubscription;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stream of one {@code subscriptions/listen} request, until the client or the server ends it. */
final class SubscriptionStream implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SubscriptionStream.class);

    private final HttpResponder responder;
    private final Services.Lease lease;
    private final Quota.Allocation allocation;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable StatelessSubscription subscription;
    private @Nullable Thread openingThread;
    private boolean completing;
    private boolean closed;

    /**
     * @param lease closed with the stream
     * @param allocation likewise
     */
    SubscriptionStream(HttpResponder responder, Services.Lease lease, Quota.Allocation allocation) {
        this.responder = responder;
        this.lease = lease;
        this.allocation = allocation;
    }

    /** Opens the subscription or sends an error; blocks during the requests to Poe that this takes. */
    void open(Incoming.Request request) {
        if (!beginOpening()) {
            return;
        }
        try {
            // The stream opens with the first message, so that a rejection is plain JSON.
            var opened = lease.service().stateless().get().listen(request, message -> {
                var stream = responder.stream();
                if (stream != null) {
                    stream.post(message);
                }
            });
            var kept = finishOpening(opened);
            if (kept && isCompleting()) {
                complete();
            }
            if (!kept) {
                // Clear the interrupt of the openingThread, since closing may send requests to Poe.
                var ignored = Thread.interrupted();
                opened.close();
            }
        } catch (ListenRejection e) {
            responder.respond(e.response().message(), e.response().status());
        } catch (RuntimeException | Error e) {
            if (!Thread.currentThread().isInterrupted()) {
                log.error("A subscription could not be opened.", e);
            }
            responder.respond(
                    StatelessResponse.internalError(JsonRpc.plainId(request.id()))
                            .message(),
                    200);
        } finally {
            finishOpening(null);
        }
    }

    private boolean beginOpening() {
        lock.lock();
        try {
            openingThread = closed ? null : Thread.currentThread();
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether the subscription is kept; the opening thread is not interrupted after this. */
    private boolean finishOpening(@Nullable StatelessSubscription kept) {
        lock.lock();
        try {
            openingThread = null;
            if (kept != null && !closed) {
                subscription = kept;
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean isCompleting() {
        lock.lock();
        try {
            return completing;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the subscription with a response, now or as soon as it is open. */
    void complete() {
        StatelessSubscription opened;
        lock.lock();
        try {
            completing = true;
            opened = subscription;
        } finally {
            lock.unlock();
        }
        if (opened != null) {
            responder.respond(opened.completion(), 200);
        }
    }

    /** Closes the subscription, or interrupts its openingThread. */
    @Override
    public void close() {
        StatelessSubscription opened;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            opened = subscription;
            if (openingThread != null) {
                openingThread.interrupt();
            }
        } finally {
            lock.unlock();
        }
        try (lease;
                allocation) {
            if (opened != null) {
                opened.close();
            }
        }
    }
}
