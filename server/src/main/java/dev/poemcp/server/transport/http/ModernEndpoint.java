package dev.poemcp.server.transport.http;

import dev.poemcp.server.transport.Call;
import dev.poemcp.server.transport.Incoming;
import dev.poemcp.server.transport.JsonRpc;
import dev.poemcp.server.transport.era.Answer;
import dev.poemcp.server.transport.era.HeaderCheck;
import dev.poemcp.server.transport.era.ModernServer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** POSTs of the revision without sessions: each is answered for itself, and closing its stream cancels it. */
final class ModernEndpoint {
    private static final Logger log = LoggerFactory.getLogger(ModernEndpoint.class);
    private static final Duration LOOK = Duration.ofMillis(10);

    private final Workers workers;
    private final int mostListeners;
    private final Set<Work> working = ConcurrentHashMap.newKeySet();
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

    ModernEndpoint(Workers workers, HttpLimits limits) {
        this.workers = workers;
        this.mostListeners = limits.sessions();
    }

    /** @param lease closed when the request is over */
    void accept(Exchange exchange, Incoming message, Services.Lease lease) {
        if (message instanceof Incoming.Request request) {
            request(exchange, request, lease);
            return;
        }
        lease.close();
        if (message instanceof Incoming.Notification) {
            // None of them asks for anything here; a request is cancelled by closing its stream.
            exchange.reply().empty(202);
        } else {
            exchange.reply().problem(Problem.of(Problem.BAD_REQUEST, "Send one request or notification at a time."));
        }
    }

    private void request(Exchange exchange, Incoming.Request request, Services.Lease lease) {
        var refused = HeaderCheck.refuse(request, exchange::header);
        if (refused.isPresent()) {
            lease.close();
            exchange.reply().answer(refused.get().message(), refused.get().status());
        } else if (ModernServer.listens(request)) {
            listen(exchange.reply(), request, lease);
        } else {
            new Work(exchange.reply(), request, lease).start();
        }
    }

    private void listen(Reply reply, Incoming.Request request, Services.Lease lease) {
        var listener = new Listener(reply, lease);
        var started = listeners.size() < mostListeners
                && workers.start(() -> {
                    listeners.add(listener);
                    if (!listener.open(request)) {
                        listeners.remove(listener);
                    }
                });
        if (!started) {
            lease.close();
            reply.problem(busy());
            return;
        }
        reply.onEnd(() -> {
            listeners.remove(listener);
            // On a thread of its own, since handlers may have to ask Poe to let go.
            if (!workers.start(listener::close)) {
                listener.close();
            }
        });
    }

    /**
     * Says good-bye to those who listen, lets calls finish for a while, ends the others.
     *
     * @param until as {@link System#nanoTime()}
     */
    void finish(long until) throws InterruptedException {
        listeners.forEach(Listener::sayGoodBye);
        awaitEnd(Duration.ofNanos(until - System.nanoTime()));
        working.forEach(work -> work.call.interrupt());
    }

    /** Returns when nothing runs any more, or the time is over. */
    void awaitEnd(Duration atMost) throws InterruptedException {
        var until = System.nanoTime() + atMost.toNanos();
        while (!working.isEmpty() && System.nanoTime() < until) {
            Thread.sleep(LOOK.toMillis());
        }
    }

    private static Problem busy() {
        return Problem.of(Problem.BUSY, "The server is busy; try again in a moment.");
    }

    /** One request at work. */
    private final class Work {
        private final Reply reply;
        private final Incoming.Request request;
        private final Services.Lease lease;
        private final Call call;

        Work(Reply reply, Incoming.Request request, Services.Lease lease) {
            this.reply = reply;
            this.request = request;
            this.lease = lease;
            this.call = new Call(JsonRpc.plainId(request.id()), true, this::give, this::run, this::end);
        }

        void start() {
            working.add(this);
            if (request.method().equals("tools/call")) {
                reply.watch(call::cancel);
            }
            if (!workers.start(call.task())) {
                end();
                reply.problem(busy());
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
                call.answer(Answer.internalError(JsonRpc.plainId(request.id())));
            }
        }

        private void give(@Nullable Object answer) {
            if (answer instanceof Answer given) {
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
