package dev.poemcp.server.transport.http;

import dev.poemcp.server.jsonrpc.Call;
import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.jsonrpc.ResponseSink;
import dev.poemcp.server.protocol.stateless.HeaderCheck;
import dev.poemcp.server.protocol.stateless.RequestRejection;
import dev.poemcp.server.protocol.stateless.StatelessResponse;
import dev.poemcp.server.protocol.stateless.StatelessServer;
import dev.poemcp.server.protocol.stateless.StatelessSubscription;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** POSTs of the stateless revision: each is independent, and closing its stream cancels it. */
final class StatelessEndpoint {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    private final CallWorkers workers;
    private final Quota subscriptionQuota;
    private final Set<Call> calls = ConcurrentHashMap.newKeySet();
    private final Map<StatelessSubscription, HttpResponder> subscriptionStreams = new ConcurrentHashMap<>();

    StatelessEndpoint(CallWorkers workers, HttpLimits limits) {
        this.workers = workers;
        this.subscriptionQuota = new Quota(
                "subscription streams",
                limits.subscriptionStreams(),
                limits.user().subscriptionStreams());
    }

    /** @param lease of the exchange */
    void accept(Exchange exchange, Incoming message, AccountServers.Lease lease) {
        if (message instanceof Incoming.Request request) {
            request(exchange, request, lease);
        } else if (message instanceof Incoming.Notification) {
            // Notifications need no action; a request is cancelled by closing its stream.
            exchange.responder().respondEmpty(202);
        } else {
            exchange.responder().reject(HttpProblem.BAD_REQUEST, "Send one request or notification at a time.");
        }
    }

    private void request(Exchange exchange, Incoming.Request request, AccountServers.Lease lease) {
        try {
            HeaderCheck.check(request, exchange::header);
        } catch (RequestRejection e) {
            respond(exchange.responder(), StatelessResponse.refused(JsonRpc.plainId(request.id()), e));
            return;
        }
        if (StatelessServer.isListen(request)) {
            listen(exchange, request, lease);
        } else {
            call(exchange.responder(), request, lease.duplicate());
        }
    }

    private void call(HttpResponder responder, Incoming.Request request, AccountServers.Lease own) {
        var call = new Call(
                request,
                true,
                response -> respond(responder, response),
                () -> own.server().stateless().get().handle(request, responder::notifyClient),
                ended -> {
                    calls.remove(ended);
                    own.close();
                });
        calls.add(call);
        responder.watch(call::cancel);
        var rejection = workers.start(own.caller(), call.task());
        if (rejection != null) {
            responder.reject(rejection);
            call.cancel();
        }
    }

    private static void respond(HttpResponder responder, @Nullable Object response) {
        if (response instanceof StatelessResponse sent) {
            responder.respond(sent.message(), sent.status());
        } else {
            responder.send(response);
        }
    }

    private void listen(Exchange exchange, Incoming.Request request, AccountServers.Lease lease) {
        var allocation = subscriptionQuota.open(lease.caller());
        var rejection = allocation.acquire(1);
        if (rejection != null) {
            exchange.responder().reject(rejection);
            return;
        }
        exchange.completion().onEnd(allocation::close);
        exchange.responder().streamWhenSlow();
        // It outlives the exchange by the requests to Poe that end it.
        var own = lease.duplicate();
        // Its end is the end of the exchange, so the call itself sends nothing unless it fails.
        var call = new Call(
                request,
                true,
                ResponseSink.skippingNull(response -> respond(exchange.responder(), response)),
                () -> open(exchange, own, request),
                ended -> {});
        rejection = workers.start(lease.caller(), call.task());
        if (rejection != null) {
            own.close();
            exchange.responder().reject(rejection);
        }
    }

    /** Returns null, or the response to a request that was rejected. */
    private @Nullable Object open(Exchange exchange, AccountServers.Lease own, Incoming.Request request) {
        StatelessSubscription subscription;
        try {
            // The stream opens with the first message, so that a rejection is plain JSON.
            subscription = own.server().stateless().get().listen(request, message -> {
                var stream = exchange.responder().stream();
                if (stream != null) {
                    stream.post(message);
                }
            });
        } catch (RequestRejection e) {
            own.close();
            return StatelessResponse.refused(JsonRpc.plainId(request.id()), e);
        } catch (RuntimeException | Error e) {
            own.close();
            throw e;
        }
        subscriptionStreams.put(subscription, exchange.responder());
        // Runs at once if the client has gone meanwhile; on its own thread, since it may send requests to Poe.
        exchange.completion()
                .onEnd(() -> workers.cleanUp(() -> {
                    try (own;
                            subscription) {
                        subscriptionStreams.remove(subscription);
                    }
                }));
        subscription.open();
        return null;
    }

    /**
     * Completes the subscriptions, lets calls finish for a while, then interrupts them.
     *
     * @param until as {@link System#nanoTime()}
     */
    void finish(long until) throws InterruptedException {
        subscriptionStreams.forEach((subscription, responder) -> responder.respond(subscription.completion(), 200));
        awaitEnd(Duration.ofNanos(until - System.nanoTime()));
        calls.forEach(Call::interrupt);
    }

    /** Waits up to {@code atMost} until no call and no subscription is left. */
    void awaitEnd(Duration atMost) throws InterruptedException {
        var until = System.nanoTime() + atMost.toNanos();
        while (!(calls.isEmpty() && subscriptionStreams.isEmpty()) && System.nanoTime() < until) {
            Thread.sleep(POLL_INTERVAL.toMillis());
        }
    }

    /** Number of open subscription streams. */
    long subscriptionStreams() {
        return subscriptionQuota.held();
    }
}
