package dev.poemcp.server.transport.http;

import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.IncomingParser;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.transport.http.BodyReader.BodyException;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The way of every request: who comes in, which address is meant, what the body says. Each part of the work, on
 * whichever thread, runs through {@link Exchange#run}, and all that a request holds is let go of by its
 * {@link ExchangeCompletion}.
 */
final class Router extends Handler.Abstract.NonBlocking {
    private static final String EXPOSED = StreamableEndpoint.SESSION + ", WWW-Authenticate";

    private final OriginFilter gate;
    /** Where users share the server: requests of one of them without any pace, and the pace of further ones. */
    private static final int REQUESTS_AT_ONCE = 16;

    private static final Duration REQUEST_INTERVAL = Duration.ofMillis(2);

    private final Services services;
    private final HttpLimits limits;
    private final TransportTimer heartbeat;
    private final OutputBudget output;
    private final Quota bodies;
    private final Supplier<String> poe;
    private final StreamableEndpoint streamable;
    private final SseEndpoint sse;
    private final IncomingParser parser = new IncomingParser(JsonRpc.reader());
    /** Counts only: connections and bodies have limits of their own. */
    private final Quota underWay = new Quota("requests", Long.MAX_VALUE, Long.MAX_VALUE);

    private final RequestPacer pace = new RequestPacer(REQUESTS_AT_ONCE, REQUEST_INTERVAL, System::nanoTime);
    private volatile boolean stopping;

    /** @param poe what the health check says of Poe; must not block */
    Router(
            OriginFilter gate,
            Services services,
            HttpLimits limits,
            TransportTimer heartbeat,
            OutputBudget output,
            Supplier<String> poe,
            StreamableEndpoint streamable,
            SseEndpoint sse) {
        this.gate = gate;
        this.services = services;
        this.limits = limits;
        this.heartbeat = heartbeat;
        this.output = output;
        this.bodies = new Quota(
                "bytes of requests", limits.bodiesBytes(), limits.user().bodiesBytes());
        this.poe = poe;
        this.streamable = streamable;
        this.sse = sse;
    }

    /** From now on nothing new is taken. */
    void refuseAll() {
        stopping = true;
    }

    /** Bytes of all requests that are being read or worked on. */
    long bodiesHeld() {
        return bodies.held();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        // Whoever waits for a bot's answer is not idle, and who is slow with a body has a limit of its own.
        request.addIdleTimeoutListener(ignored -> false);
        var end = new ExchangeCompletion(callback);
        var caller = services.caller(Exchange.credentials(request));
        var reply = new HttpResponder(response, end, caller, limits, output, heartbeat);
        var exchange = new Exchange(request, caller, reply, end);
        exchange.run(() -> route(exchange));
        return true;
    }

    private void route(Exchange exchange) {
        var path = Request.getPathInContext(exchange.request());
        allowOrigin(exchange.request(), exchange.reply()::header);
        var method = exchange.request().getMethod();
        var problem = gate.check(exchange.headers());
        if (problem == null && method.equals("OPTIONS")) {
            // Browsers send it without credentials, to learn whether they may send those.
            preflight(exchange);
            return;
        }
        if (problem == null && !path.equals("/healthz")) {
            problem = gate.checkToken(exchange.headers());
        }
        if (problem == null && stopping) {
            problem = HttpProblem.of(HttpProblem.BUSY, "The server is stopping.");
        }
        if (problem != null) {
            refuseUnread(exchange, problem);
            return;
        }
        switch (method + " " + path) {
            case "GET /healthz" -> exchange.reply().answer(Map.of("status", "ok", "poe", poe.get()), 200);
            case "GET /mcp" -> withService(exchange, lease -> streamable.listen(exchange, lease));
            case "DELETE /mcp" -> withService(exchange, lease -> streamable.delete(exchange, lease));
            case "POST /mcp" -> read(exchange, true);
            case "GET /sse" -> withService(exchange, lease -> sse.open(exchange, lease));
            case "POST /message" -> read(exchange, false);
            default -> elsewhere(exchange, path);
        }
    }

    /** The body that was not read ends the connection, so the client is told not to use it again. */
    private static void refuseUnread(Exchange exchange, HttpProblem problem) {
        if (exchange.request().getMethod().equals("POST")) {
            exchange.reply().header("Connection", "close");
        }
        exchange.reply().problem(problem);
    }

    private static void elsewhere(Exchange exchange, String path) {
        switch (path) {
            case "/mcp" -> notAllowed(exchange, "GET, POST, DELETE");
            case "/sse", "/healthz" -> notAllowed(exchange, "GET");
            case "/message" -> notAllowed(exchange, "POST");
            default ->
                refuseUnread(exchange, HttpProblem.of(HttpProblem.NOT_FOUND, "There is /mcp, /sse and /healthz."));
        }
    }

    private static void notAllowed(Exchange exchange, String allowed) {
        exchange.reply().header("Allow", allowed);
        refuseUnread(exchange, HttpProblem.of(HttpProblem.NOT_ALLOWED, "This address takes " + allowed + "."));
    }

    private void read(Exchange exchange, boolean mayStream) {
        if (!exchange.hasJson()) {
            refuseUnread(
                    exchange, HttpProblem.of(HttpProblem.WRONG_TYPE, "The Content-Type must be application/json."));
            return;
        }
        if (mayStream && !(exchange.accepts("application/json") && exchange.accepts("text/event-stream"))) {
            refuseUnread(
                    exchange,
                    HttpProblem.of(
                            HttpProblem.NOT_ACCEPTABLE, "Accept must list application/json and text/event-stream."));
            return;
        }
        var held = bodies.open(exchange.caller());
        exchange.end().onEnd(held::close);
        var unused = BodyReader.read(exchange.request(), limits, held, heartbeat)
                .whenComplete((bytes, failure) -> {
                    // It comes wrapped, as the failure of a stage before this one.
                    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    if (failure == null) {
                        paced(exchange, () -> accept(exchange, parser.parse(bytes), mayStream));
                    } else if (cause instanceof BodyException known) {
                        exchange.reply().problem(known.problem());
                    } else {
                        exchange.fail(failure);
                    }
                });
    }

    private void paced(Exchange exchange, Runnable part) {
        var holding = underWay.open(exchange.caller());
        exchange.end().onEnd(holding::close);
        var refused = holding.take(1);
        if (refused != null) {
            exchange.reply().problem(refused);
            return;
        }
        var delay =
                limits.isShared() ? pace.delay(exchange.caller(), underWay.heldBy(exchange.caller())) : Duration.ZERO;
        if (delay.isZero()) {
            exchange.run(part);
            return;
        }
        CompletableFuture.delayedExecutor(
                        delay.toNanos(),
                        TimeUnit.NANOSECONDS,
                        exchange.request().getComponents().getExecutor())
                .execute(() -> exchange.run(part));
    }

    private void accept(Exchange exchange, Incoming message, boolean mayStream) {
        if (message instanceof Incoming.Malformed malformed) {
            exchange.reply()
                    .answer(
                            JsonRpc.error(
                                    malformed.id() == null ? null : JsonRpc.plainId(malformed.id()),
                                    malformed.code(),
                                    malformed.why()),
                            HttpProblem.BAD_REQUEST);
        } else if (mayStream) {
            withService(exchange, lease -> streamable.post(exchange, message, lease));
        } else {
            var session = sessionId(exchange);
            withService(exchange, lease -> sse.post(exchange, session, message, lease));
        }
    }

    private static @Nullable String sessionId(Exchange exchange) {
        try {
            return Request.extractQueryParameters(exchange.request()).getValue("sessionId");
        } catch (IllegalArgumentException e) {
            // Not encoded as an address must be.
            throw new HttpException.RuntimeException(HttpProblem.BAD_REQUEST, "The query cannot be read.", e);
        }
    }

    private void withService(Exchange exchange, Consumer<Services.Lease> work) {
        var leased = services.lease(Exchange.credentials(exchange.request()));
        if (leased.isEmpty()) {
            exchange.reply().problem(HttpProblem.of(HttpProblem.BUSY, "The server has as many users as it can."));
            return;
        }
        var lease = leased.get();
        exchange.end().onEnd(lease::close);
        work.accept(lease);
    }

    private interface Headers {
        void put(String name, String value);
    }

    /** The gate lets the page in; its browser wants that in writing, also to show the page a refusal. */
    private void allowOrigin(Request request, Headers headers) {
        var origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin != null && gate.allows(origin)) {
            headers.put("Access-Control-Allow-Origin", origin);
            headers.put("Access-Control-Expose-Headers", EXPOSED);
            headers.put("Vary", "Origin");
        }
    }

    private static void preflight(Exchange exchange) {
        var headers = exchange.header("Access-Control-Request-Headers");
        exchange.reply().header("Access-Control-Allow-Methods", "GET, POST, DELETE");
        if (headers != null) {
            exchange.reply().header("Access-Control-Allow-Headers", headers);
        }
        exchange.reply().empty(204);
    }

    /** What the container itself refuses (headers too large, requests that are not HTTP), or a response that failed. */
    boolean containerError(Request request, Response response, Callback callback) {
        var status = response.getStatus();
        var problem = status < 500
                ? HttpProblem.of(status, "The request cannot be read.")
                : new HttpProblem(status, ErrorCodes.INTERNAL_ERROR, "Internal error.");
        try {
            allowOrigin(request, response.getHeaders()::put);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            response.write(true, ByteBuffer.wrap(JsonRpc.JSON.writeValueAsBytes(problem.body())), callback);
        } catch (java.io.IOException e) {
            callback.failed(e);
        }
        return true;
    }
}
