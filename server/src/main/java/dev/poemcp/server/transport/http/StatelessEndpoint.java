package dev.poemcp.server.transport.http;

import dev.poemcp.server.jsonrpc.Call;
import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.protocol.stateless.HeaderCheck;
import dev.poemcp.server.protocol.stateless.StatelessResponse;
import dev.poemcp.server.protocol.stateless.StatelessServer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** POSTs of the stateless revision: each is independent, and closing its stream cancels it. */
final class StatelessEndpoint {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    private final CallWorkers workers;
    private final Quota listenerQuota;
    private final Set<ActiveRequest> activeRequests = ConcurrentHashMap.newKeySet();
    private final Set<SubscriptionStream> listeners = ConcurrentHashMap.newKeySet();

    StatelessEndpoint(CallWorkers workers, HttpLimits limits) {
        this.workers = workers;
        this.listenerQuota =
                new Quota("listeners", limits.listeners(), limits.user().listeners());
    }

    /** @param lease of the exchange */
    void accept(Exchange exchange, Incoming message, Services.Lease lease) {
        if (message instanceof Incoming.Request request) {
            request(exchange, request, lease);
        } else if (message instanceof Incoming.Notification) {
            // Notifications need no action; a request is cancelled by closing its stream.
            exchange.responder().respondEmpty(202);
        } else {
            exchange.responder()
                    .reject(HttpProblem.of(HttpProblem.BAD_REQUEST, "Send one request or notification at a time."));
        }
    }

    private void request(Exchange exchange, Incoming.Request request, Services.Lease lease) {
        var rejection = HeaderCheck.reject(request, exchange::header);
        if (rejection.isPresent()) {
            exchange.responder()
                    .respond(rejection.get().message(), rejection.get().status());
        } else if (StatelessServer.isListen(request)) {
            listen(exchange, request, lease);
        } else {
            new ActiveRequest(exchange.responder(), request, lease.duplicate()).start();
        }
    }

    private void listen(Exchange exchange, Incoming.Request request, Services.Lease lease) {
        var allocation = listenerQuota.open(lease.caller());
        var rejection = allocation.acquire(1);
        if (rejection != null) {
            exchange.responder().reject(rejection);
            return;
        }
        var listener = new SubscriptionStream(exchange.responder(), lease.duplicate(), allocation);
        listeners.add(listener);
        // Registered before anything can end it. On its own thread, since handlers may send requests to Poe.
        exchange.completion().onEnd(() -> {
            listeners.remove(listener);
            workers.cleanUp(listener::close);
        });
        exchange.responder().streamWhenSlow();
        rejection = workers.start(lease.caller(), () -> exchange.run(() -> listener.open(request)));
        if (rejection != null) {
            exchange.responder().reject(rejection);
        }
    }

    /**
     * Completes the subscriptions, lets calls finish for a while, then interrupts them.
     *
     * @param until as {@link System#nanoTime()}
     */
    void finish(long until) throws InterruptedException {
        listeners.forEach(SubscriptionStream::complete);
        awaitEnd(Duration.ofNanos(until - System.nanoTime()));
        activeRequests.forEach(active -> active.call.interrupt());
    }

    /** Waits up to {@code atMost} until no call and no subscription is left. */
    void awaitEnd(Duration atMost) throws InterruptedException {
        var until = System.nanoTime() + atMost.toNanos();
        while (!(activeRequests.isEmpty() && listeners.isEmpty()) && System.nanoTime() < until) {
            Thread.sleep(POLL_INTERVAL.toMillis());
        }
    }

    /** Number of open subscription streams. */
    long listeners() {
        return listenerQuota.held();
    }

    /** One request in progress. */
    private final class ActiveRequest {
        private final HttpResponder responder;
        private final Incoming.Request request;
        private final Services.Lease lease;
        private final Call call;

        ActiveRequest(HttpResponder responder, Incoming.Request request, Services.Lease lease) {
            this.responder = responder;
            this.request = request;
            this.lease = lease;
            this.call = new Call(request, true, this::respond, this::run, this::end);
        }

        void start() {
            activeRequests.add(this);
            responder.watch(call::cancel);
            var rejection = workers.start(lease.caller(), call.task());
            if (rejection != null) {
                responder.reject(rejection);
                end();
            }
        }

        private Object run() {
            return lease.service().stateless().get().handle(request, responder::notifyClient);
        }

        private void respond(@Nullable Object response) {
            if (response instanceof StatelessResponse sent) {
                responder.respond(sent.message(), sent.status());
            } else if (response != null) {
                responder.respond(response, 200);
            } else {
                responder.endWithoutResponse();
            }
        }

        private void end() {
            activeRequests.remove(this);
            lease.close();
        }
    }
}
