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
import java.util.function.BiConsumer;
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
 * Checks each request, reads its body and passes it to the endpoint for its path. Each step on each thread runs through
 * {@link Exchange#run}, and {@link ExchangeCompletion} releases everything that a request holds.
 */
final class Router extends Handler.Abstract.NonBlocking {
    private static final String EXPOSED = StreamableEndpoint.SESSION + ", WWW-Authenticate";

    /** On a multi-user server: requests of one user that start at once, and the interval between further ones. */
    private static final int REQUESTS_AT_ONCE = 16;

    private static final Duration REQUEST_INTERVAL = Duration.ofMillis(2);

    private final AccessCheck accessCheck;
    private final AccountServers servers;
    private final HttpLimits limits;
    private final TransportTimer timer;
    private final OutputBudget output;
    private final Quota bodies;
    private final Supplier<String> poe;
    private final StreamableEndpoint streamable;
    private final SseEndpoint sse;
    private final IncomingParser parser = new IncomingParser(JsonRpc.reader());
    /** Only counts; connections and bodies have their own limits. */
    private final Quota activeRequests = new Quota("requests", Long.MAX_VALUE, Long.MAX_VALUE);

    private final RequestPacer pacer = new RequestPacer(REQUESTS_AT_ONCE, REQUEST_INTERVAL, System::nanoTime);
    private volatile boolean stopping;

    /** @param poe the state of Poe for the health check; must not block */
    Router(
            AccessCheck accessCheck,
            AccountServers servers,
            HttpLimits limits,
            TransportTimer timer,
            OutputBudget output,
            Supplier<String> poe,
            StreamableEndpoint streamable,
            SseEndpoint sse) {
        this.accessCheck = accessCheck;
        this.servers = servers;
        this.limits = limits;
        this.timer = timer;
        this.output = output;
        this.bodies = new Quota(
                "bytes of requests", limits.bodiesBytes(), limits.user().bodiesBytes());
        this.poe = poe;
        this.streamable = streamable;
        this.sse = sse;
    }

    /** Rejects all further requests. */
    void rejectAll() {
        stopping = true;
    }

    /** Bytes of all requests that are being read or processed. */
    long bodyBytes() {
        return bodies.held();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        // A connection that waits for a bot's reply is not idle, and slow bodies have their own timeout.
        request.addIdleTimeoutListener(ignored -> false);
        var completion = new ExchangeCompletion(callback);
        var caller = servers.caller(Exchange.credentials(request));
        var responder = new HttpResponder(response, completion, caller, limits, output, timer);
        var exchange = new Exchange(request, caller, responder, completion);
        exchange.run(() -> route(exchange));
        return true;
    }

    private void route(Exchange exchange) {
        var path = Request.getPathInContext(exchange.request());
        allowOrigin(exchange.request(), exchange.responder()::header);
        var method = exchange.request().getMethod();
        var problem = accessCheck.check(exchange.headers());
        if (problem == null && method.equals("OPTIONS")) {
            // Browsers send preflights without credentials.
            preflight(exchange);
            return;
        }
        if (problem == null && !path.equals("/healthz")) {
            problem = accessCheck.checkToken(exchange.headers());
        }
        if (problem == null && stopping) {
            problem = HttpProblem.of(HttpProblem.BUSY, "The server is stopping.");
        }
        if (problem != null) {
            rejectUnread(exchange, problem);
            return;
        }
        switch (method + " " + path) {
            case "GET /healthz" -> exchange.responder().respond(Map.of("status", "ok", "poe", poe.get()), 200);
            case "GET /mcp" -> openStream(exchange, lease -> streamable.listen(exchange, lease));
            case "DELETE /mcp" -> withServer(exchange, lease -> streamable.delete(exchange, lease));
            case "POST /mcp" -> read(exchange, true);
            case "GET /sse" -> openStream(exchange, lease -> sse.open(exchange, lease));
            case "POST /message" -> read(exchange, false);
            default -> rejectRoute(exchange, path);
        }
    }

    private static void rejectUnread(Exchange exchange, int status, String message) {
        rejectUnread(exchange, HttpProblem.of(status, message));
    }

    /** An unread body ends the connection, so the response closes it. */
    private static void rejectUnread(Exchange exchange, HttpProblem problem) {
        if (exchange.request().getMethod().equals("POST")) {
            exchange.responder().header("Connection", "close");
        }
        exchange.responder().reject(problem);
    }

    private static void rejectRoute(Exchange exchange, String path) {
        switch (path) {
            case "/mcp" -> rejectMethod(exchange, "GET, POST, DELETE");
            case "/sse", "/healthz" -> rejectMethod(exchange, "GET");
            case "/message" -> rejectMethod(exchange, "POST");
            default -> rejectUnread(exchange, HttpProblem.NOT_FOUND, "There is /mcp, /sse and /healthz.");
        }
    }

    private static void rejectMethod(Exchange exchange, String allowed) {
        exchange.responder().header("Allow", allowed);
        rejectUnread(exchange, HttpProblem.NOT_ALLOWED, "This address takes " + allowed + ".");
    }

    private void read(Exchange exchange, boolean mayStream) {
        if (!exchange.hasJson()) {
            rejectUnread(exchange, HttpProblem.WRONG_TYPE, "The Content-Type must be application/json.");
            return;
        }
        if (mayStream && !exchange.accepts("application/json", "text/event-stream")) {
            rejectUnread(
                    exchange, HttpProblem.NOT_ACCEPTABLE, "Accept must list application/json and text/event-stream.");
            return;
        }
        var allocation = bodies.open(exchange.caller());
        exchange.completion().onEnd(allocation::close);
        var unused = BodyReader.read(exchange.request(), limits, allocation, timer)
                .whenComplete((bytes, failure) -> {
                    // Failures of earlier stages arrive wrapped.
                    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    if (failure == null) {
                        runPaced(exchange, () -> accept(exchange, parser.parse(bytes), mayStream));
                    } else if (cause instanceof BodyException known) {
                        exchange.responder().reject(known.problem());
                    } else {
                        exchange.fail(failure);
                    }
                });
    }

    private void runPaced(Exchange exchange, Runnable step) {
        var allocation = activeRequests.open(exchange.caller());
        exchange.completion().onEnd(allocation::close);
        var rejection = allocation.acquire(1);
        if (rejection != null) {
            exchange.responder().reject(rejection);
            return;
        }
        var delay = limits.isMultiUser()
                ? pacer.delay(exchange.caller(), activeRequests.heldBy(exchange.caller()))
                : Duration.ZERO;
        if (delay.isZero()) {
            exchange.run(step);
            return;
        }
        CompletableFuture.delayedExecutor(
                        delay.toNanos(),
                        TimeUnit.NANOSECONDS,
                        exchange.request().getComponents().getExecutor())
                .execute(() -> exchange.run(step));
    }

    private void accept(Exchange exchange, Incoming message, boolean mayStream) {
        if (message instanceof Incoming.Malformed malformed) {
            exchange.responder().respond(JsonRpc.error(malformed), HttpProblem.BAD_REQUEST);
        } else if (mayStream) {
            withServer(exchange, lease -> streamable.post(exchange, message, lease));
        } else {
            var session = sessionId(exchange);
            withServer(exchange, lease -> sse.post(exchange, session, message, lease));
        }
    }

    private static @Nullable String sessionId(Exchange exchange) {
        try {
            return Request.extractQueryParameters(exchange.request()).getValue("sessionId");
        } catch (IllegalArgumentException e) {
            // Invalid percent-encoding.
            throw new HttpException.RuntimeException(HttpProblem.BAD_REQUEST, "The query cannot be read.", e);
        }
    }

    private void openStream(Exchange exchange, Consumer<AccountServers.Lease> work) {
        if (exchange.accepts("text/event-stream")) {
            withServer(exchange, work);
        } else {
            exchange.responder().reject(HttpProblem.NOT_ACCEPTABLE, "A GET must accept text/event-stream.");
        }
    }

    private void withServer(Exchange exchange, Consumer<AccountServers.Lease> work) {
        var leased = servers.lease(Exchange.credentials(exchange.request()));
        if (leased.isEmpty()) {
            exchange.responder().reject(HttpProblem.BUSY, "The server has as many users as it can.");
            return;
        }
        var lease = leased.get();
        exchange.completion().onEnd(lease::close);
        work.accept(lease);
    }

    /** CORS headers for an allowed origin, also on error responses, which the page could not read otherwise. */
    private void allowOrigin(Request request, BiConsumer<String, String> headers) {
        var origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin != null && accessCheck.allows(origin)) {
            headers.accept("Access-Control-Allow-Origin", origin);
            headers.accept("Access-Control-Expose-Headers", EXPOSED);
            headers.accept("Vary", "Origin");
        }
    }

    private static void preflight(Exchange exchange) {
        var headers = exchange.header("Access-Control-Request-Headers");
        exchange.responder().header("Access-Control-Allow-Methods", "GET, POST, DELETE");
        if (headers != null) {
            exchange.responder().header("Access-Control-Allow-Headers", headers);
        }
        exchange.responder().respondEmpty(204);
    }

    /** Handles requests that the container rejects (headers too large, not HTTP) and responses that failed. */
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
