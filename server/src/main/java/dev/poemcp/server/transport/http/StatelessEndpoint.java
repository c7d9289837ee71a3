package dev.poemcp.server.transport.http;

import dev.poemcp.server.jsonrpc.Call;
import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.protocol.stateless.HeaderCheck;
import dev.poemcp.server.protocol.stateless.StatelessResponse;
import dev.poemcp.server.protocol.stateless.StatelessServer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** POSTs of the revision without sessions: each is answered for itself, and closing its stream cancels it. */
final class StatelessEndpoint {
    private static final Logger log = LoggerFactory.getLogger(StatelessEndpoint.class);
    private static final Duration LOOK = Duration.ofMillis(10);

    private final CallWorkers workers;
    private final Quota places;
    private final Set<Work> working = ConcurrentHashMap.newKeySet();
    private final Set<SubscriptionStream> listeners = ConcurrentHashMap.newKeySet();

    StatelessEndpoint(CallWorkers workers, HttpLimits limits) {
        this.workers = workers;
        this.places = new Quota("listeners", limits.listeners(), limits.user().listeners());
    }

    /** @param lease of the exchange */
    void accept(Exchange exchange, Incoming message, Services.Lease lease) {
        if (message instanceof Incoming.Request request) {
            request(exchange, request, lease);
        } else if (message instanceof Incoming.Notification) {
            // None of them asks for anything here; a request is cancelled by closing its stream.
            exchange.reply().empty(202);
        } else {
            exchange.reply()
                    .problem(HttpProblem.of(HttpProblem.BAD_REQUEST, "Send one request or notification at a time."));
        }
    }

    private void request(Exchange exchange, Incoming.Request request, Services.Lease lease) {
        var refused = HeaderCheck.refuse(request, exchange::header);
        if (refused.isPresent()) {
            exchange.reply().answer(refused.get().message(), refused.get().status());
        } else if (StatelessServer.listens(request)) {
            listen(exchange, request, lease);
        } else {
            new Work(exchange.reply(), request, lease.share()).start();
        }
    }

    private void listen(Exchange exchange, Incoming.Request request, Services.Lease lease) {
        var place = places.open(lease.caller());
        var refused = place.take(1);
        if (refused != null) {
            exchange.reply().problem(refused);
            return;
        }
        var listener = new SubscriptionStream(exchange.reply(), lease.share(), place);
        listeners.add(listener);
        // Before anything can end it. On a thread of its own, since handlers may have to ask Poe to let go.
        exchange.end().onEnd(() -> {
            listeners.remove(listener);
            workers.cleanUp(listener::close);
        });
        exchange.reply().keepAlive();
        refused = workers.start(lease.caller(), () -> exchange.run(() -> listener.open(request)));
        if (refused != null) {
            exchange.reply().problem(refused);
        }
    }

    /**
     * Says good-bye to those who listen, lets calls finish for a while, ends the others.
     *
     * @param until as {@link System#nanoTime()}
     */
    void finish(long until) throws InterruptedException {
        listeners.forEach(SubscriptionStream::sayGoodBye);
        awaitEnd(Duration.ofNanos(until - System.nanoTime()));
        working.forEach(work -> work.call.interrupt());
    }

    /** Returns when nothing runs and nobody listens any more, or the time is over. */
    void awaitEnd(Duration atMost) throws InterruptedException {
        var until = System.nanoTime() + atMost.toNanos();
        while (!(working.isEmpty() && listeners.isEmpty()) && System.nanoTime() < until) {
            Thread.sleep(LOOK.toMillis());
        }
    }

    /** Streams that wait for changes, at present. */
    long listeners() {
        return places.held();
    }

    /** One request at work. */
    private final class Work {
        private final HttpResponder reply;
        private final Incoming.Request request;
        private final Services.Lease lease;
        private final Call call;

        Work(HttpResponder reply, Incoming.Request request, Services.Lease lease) {
            this.reply = reply;
            this.request = request;
            this.lease = lease;
            this.call = new Call(JsonRpc.plainId(request.id()), true, this::give, this::run, this::end);
        }

        void start() {
            working.add(this);
            reply.watch(call::cancel);
            var refused = workers.start(lease.caller(), call.task());
            if (refused != null) {
                reply.problem(refused);
                end();
            }
        }

        private void run() {
            try {
                call.answer(lease.service().modern().answer(request, reply::notify));
            } catch (RuntimeException | Error e) {
                // Errors, too: a request without an answer would leave the client waiting for ever.
                if (!Thread.currentThread().isInterrupted()) {
                    log.error("Request {} could not be answered.", request.method(), e);
                }
                call.answer(StatelessResponse.internalError(JsonRpc.plainId(request.id())));
            }
        }

        private void give(@Nullable Object answer) {
            if (answer instanceof StatelessResponse given) {
                reply.answer(given.message(), given.status());
            } else {
                reply.abandon();
            }
        }

        private void end() {
            working.remove(this);
            lease.close();
        }
    }
}
