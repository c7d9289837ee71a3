package dev.poemcp.server.transport.http;

import dev.poemcp.server.transport.Incoming;
import dev.poemcp.server.transport.IncomingParser;
import dev.poemcp.server.transport.JsonRpc;
import dev.poemcp.server.transport.http.Body.BodyException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server on HTTP: {@code /mcp}, {@code /sse} with {@code /message}, {@code /healthz}. */
public final class HttpTransport implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpTransport.class);
    private static final int CONTAINER_THREADS = 16;
    /** What a call that was ended may take to say so. */
    private static final Duration AFTER_INTERRUPT = Duration.ofMillis(400);

    private static final int ACCEPT_QUEUE = 1_024;

    private final HttpOptions options;
    private final Services services;
    private final BooleanSupplier poeIsReachable;
    private final Gate gate;
    private final IncomingParser parser = new IncomingParser(JsonRpc.reader());
    private final AtomicLong bodiesHeld = new AtomicLong();
    private final Heartbeat heartbeat = new Heartbeat();
    private final Workers workers;
    private final Conversations conversations;
    private final ModernEndpoint modern;
    private final StreamableEndpoint streamable;
    private final SseEndpoint sse;
    private final Server server;
    private final ServerConnector connector;
    private volatile boolean stopping;

    /** @param poeIsReachable for the health check; may take a moment, must cost nothing */
    public HttpTransport(HttpOptions options, Services services, BooleanSupplier poeIsReachable) {
        if (!options.isLoopback() && options.token() == null) {
            throw new IllegalArgumentException(
                    "To listen on another address than loopback, set POE_HTTP_TOKEN: who reaches the port would"
                            + " else spend your points.");
        }
        this.options = options;
        this.services = services;
        this.poeIsReachable = poeIsReachable;
        this.gate = new Gate(options);
        var limits = options.limits();
        this.workers = new Workers(limits.calls());
        this.conversations = new Conversations(limits);
        this.modern = new ModernEndpoint(workers, limits);
        this.streamable = new StreamableEndpoint(conversations, workers, modern);
        this.sse = new SseEndpoint(conversations, workers);
        var threads = new QueuedThreadPool(CONTAINER_THREADS, 4);
        threads.setName("http");
        threads.setDaemon(true);
        this.server = new Server(threads);
        this.connector = connector(server, options);
    }

    private ServerConnector connector(Server container, HttpOptions wanted) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(wanted.limits().headerBytes());
        var made = new ServerConnector(container, 1, 1, new HttpConnectionFactory(http));
        made.setHost(wanted.host());
        made.setPort(wanted.port());
        made.setAcceptQueueSize(ACCEPT_QUEUE);
        made.setIdleTimeout(wanted.limits().slowBody().toMillis());
        container.addConnector(made);
        container.addBean(new NetworkConnectionLimit(wanted.limits().connections(), made));
        container.setHandler(new Endpoints());
        container.setErrorHandler(HttpTransport::containerError);
        return made;
    }

    /**
     * Begins to serve.
     *
     * @throws java.io.IOException when the address cannot be listened on
     */
    public void start() throws Exception {
        heartbeat.add(conversations);
        heartbeat.start();
        server.start();
    }

    /** Where the server is. */
    public URI uri() {
        var host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
        return URI.create("http://" + host + ":" + connector.getLocalPort());
    }

    /** Takes nothing new, lets calls finish for a moment, cancels the others, and says good-bye to who listens. */
    @Override
    public void close() {
        stopping = true;
        try {
            var until = System.nanoTime() + options.limits().grace().toNanos();
            modern.finish(until);
            conversations.finish(until);
            modern.awaitEnd(AFTER_INTERRUPT);
            heartbeat.close();
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.warn("The HTTP server did not stop in good order: {}", e.toString());
        } finally {
            workers.close();
            services.close();
        }
    }

    private final class Endpoints extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            // Whoever waits for a bot's answer is not idle, and who is slow with a body has a limit of its own.
            request.addIdleTimeoutListener(ignored -> false);
            var reply = new Reply(response, callback, options.limits(), heartbeat);
            route(new Exchange(request, reply));
            return true;
        }
    }

    private void route(Exchange exchange) {
        var path = Request.getPathInContext(exchange.request());
        var problem = gate.check(exchange.headers());
        if (problem == null && !path.equals("/healthz")) {
            problem = gate.checkToken(exchange.headers());
        }
        if (problem == null && stopping) {
            problem = Problem.of(Problem.BUSY, "The server is stopping.");
        }
        if (problem != null) {
            exchange.reply().problem(problem);
            return;
        }
        allowOrigin(exchange);
        var method = exchange.request().getMethod();
        if (method.equals("OPTIONS")) {
            preflight(exchange);
            return;
        }
        switch (method + " " + path) {
            case "GET /healthz" -> health(exchange);
            case "GET /mcp" -> withService(exchange, lease -> streamable.listen(exchange, lease));
            case "DELETE /mcp" -> withService(exchange, lease -> streamable.delete(exchange, lease));
            case "POST /mcp" -> read(exchange, true);
            case "GET /sse" -> withService(exchange, lease -> sse.open(exchange, lease));
            case "POST /message" -> read(exchange, false);
            default -> elsewhere(exchange, path);
        }
    }

    private void elsewhere(Exchange exchange, String path) {
        switch (path) {
            case "/mcp" -> notAllowed(exchange, "GET, POST, DELETE");
            case "/sse", "/healthz" -> notAllowed(exchange, "GET");
            case "/message" -> notAllowed(exchange, "POST");
            default -> exchange.reply().problem(Problem.of(Problem.NOT_FOUND, "There is /mcp, /sse and /healthz."));
        }
    }

    private static void notAllowed(Exchange exchange, String allowed) {
        exchange.reply().header("Allow", allowed);
        exchange.reply().problem(Problem.of(Problem.NOT_ALLOWED, "This address takes " + allowed + "."));
    }

    private void read(Exchange exchange, boolean mayStream) {
        if (!exchange.hasJson()) {
            exchange.reply().problem(Problem.of(Problem.WRONG_TYPE, "The Content-Type must be application/json."));
            return;
        }
        if (mayStream && !(exchange.accepts("application/json") && exchange.accepts("text/event-stream"))) {
            exchange.reply()
                    .problem(Problem.of(
                            Problem.NOT_ACCEPTABLE, "Accept must list application/json and text/event-stream."));
            return;
        }
        var unused = Body.read(exchange.request(), options.limits(), bodiesHeld).handle((bytes, failure) -> {
            if (bytes == null) {
                exchange.reply().problem(problemOf(failure));
            } else {
                Request.addCompletionListener(exchange.request(), ignored -> bodiesHeld.addAndGet(-bytes.length));
                accept(exchange, parser.parse(bytes), mayStream);
            }
            return null;
        });
    }

    private void accept(Exchange exchange, Incoming message, boolean mayStream) {
        if (message instanceof Incoming.Malformed malformed) {
            exchange.reply()
                    .answer(
                            JsonRpc.error(
                                    malformed.id() == null ? null : JsonRpc.plainId(malformed.id()),
                                    malformed.code(),
                                    malformed.why()),
                            Problem.BAD_REQUEST);
        } else if (mayStream) {
            withService(exchange, lease -> streamable.post(exchange, message, lease));
        } else {
            var session = Request.extractQueryParameters(exchange.request()).getValue("sessionId");
            withService(exchange, lease -> sse.post(exchange, session, message, lease));
        }
    }

    @FunctionalInterface
    private interface Served {
        void with(Services.Lease lease);
    }

    private void withService(Exchange exchange, Served work) {
        services.lease(exchange.caller())
                .ifPresentOrElse(
                        work::with,
                        () -> exchange.reply()
                                .problem(Problem.of(Problem.BUSY, "The server has as many users as it can.")));
    }

    private static Problem problemOf(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof BodyException known) {
            return known.problem();
        }
        return cause instanceof TimeoutException
                ? Problem.of(Problem.TIMEOUT, "The body took too long.")
                : Problem.of(Problem.BAD_REQUEST, "The body cannot be read.");
    }

    private void health(Exchange exchange) {
        var started = workers.start(() -> exchange.reply()
                .answer(
                        Map.of("status", "ok", "poe", poeIsReachable.getAsBoolean() ? "reachable" : "unreachable"),
                        200));
        if (!started) {
            exchange.reply().answer(Map.of("status", "busy"), Problem.BUSY);
        }
    }

    /** The gate has let the page in; its browser wants that in writing. */
    private static void allowOrigin(Exchange exchange) {
        var origin = exchange.header(HttpHeader.ORIGIN.asString());
        if (origin != null) {
            exchange.reply().header("Access-Control-Allow-Origin", origin);
            exchange.reply().header("Access-Control-Expose-Headers", StreamableEndpoint.SESSION);
            exchange.reply().header("Vary", "Origin");
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

    /** What the container itself refuses: headers too large, requests that are not HTTP. */
    private static boolean containerError(Request request, Response response, Callback callback) {
        var status = response.getStatus();
        var body = Problem.of(status, "The request cannot be read.").body();
        try {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            response.write(true, java.nio.ByteBuffer.wrap(JsonRpc.JSON.writeValueAsBytes(body)), callback);
        } catch (java.io.IOException e) {
            callback.failed(e);
        }
        return true;
    }
}
