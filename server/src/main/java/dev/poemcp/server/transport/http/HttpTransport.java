package dev.poemcp.server.transport.http;

import java.net.URI;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
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
    private final TransportTimer heartbeat;
    private final OutputBudget output;
    private final CallWorkers workers;
    private final HttpSessions conversations;
    private final StatelessEndpoint modern;
    private final Router router;
    private final Server server;
    private final ServerConnector connector;

    /** @param poe what the health check says of Poe ({@code reachable}, for instance); must not block */
    public HttpTransport(HttpOptions options, Services services, Supplier<String> poe) {
        this(options, services, poe, System::nanoTime);
    }

    /** @param nanoTime by which it is decided who is slow or idle; as {@link System#nanoTime()} */
    HttpTransport(HttpOptions options, Services services, Supplier<String> poe, LongSupplier nanoTime) {
        if (!options.isLoopback() && options.token() == null) {
            throw new IllegalArgumentException(
                    "To listen on another address than loopback, set POE_HTTP_TOKEN: who reaches the port would"
                            + " else spend your points.");
        }
        this.options = options;
        this.services = services;
        var limits =
                services.areSeparate() ? options.limits() : options.limits().forOneUser();
        this.heartbeat = new TransportTimer(nanoTime);
        this.output = new OutputBudget(limits, nanoTime);
        this.workers = new CallWorkers(limits);
        this.conversations = new HttpSessions(limits, workers, heartbeat);
        this.modern = new StatelessEndpoint(workers, limits);
        this.router = new Router(
                new OriginFilter(options),
                services,
                limits,
                heartbeat,
                output,
                poe,
                new StreamableEndpoint(conversations, workers, modern, nanoTime),
                new SseEndpoint(conversations, workers, nanoTime));
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
        container.setHandler(router);
        container.setErrorHandler(router::containerError);
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
        var host = options.host().contains(":") && !options.host().startsWith("[")
                ? "[" + options.host() + "]"
                : options.host();
        return URI.create("http://" + host + ":" + connector.getLocalPort());
    }

    /**
     * What requests, sessions and streams hold at present; all zero when nothing is open.
     *
     * @param leases of services
     * @param calls at work
     * @param sessions of the revisions that have them
     * @param listeners of the revision that has none
     * @param bodyBytes of requests
     * @param outputBytes that wait to be read
     */
    record Load(long leases, long calls, long sessions, long listeners, long bodyBytes, long outputBytes) {
        static final Load NONE = new Load(0, 0, 0, 0, 0, 0);
    }

    Load load() {
        return new Load(
                services.leases(),
                workers.busy(),
                conversations.size(),
                modern.listeners(),
                router.bodiesHeld(),
                output.held());
    }

    /** Takes nothing new, lets calls finish for a moment, cancels the others, and says good-bye to who listens. */
    @Override
    public void close() {
        router.refuseAll();
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
}
