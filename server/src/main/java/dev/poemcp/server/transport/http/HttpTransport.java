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

/** The HTTP server: {@code /mcp}, {@code /sse} with {@code /message}, {@code /healthz}. */
public final class HttpTransport implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpTransport.class);
    private static final int CONTAINER_THREADS = 16;
    /** Time for interrupted calls to respond. */
    private static final Duration AFTER_INTERRUPT = Duration.ofMillis(400);

    private static final int ACCEPT_QUEUE = 1_024;

    private final HttpServerConfig options;
    private final AccountServers servers;
    private final TransportTimer timer;
    private final OutputBudget output;
    private final CallWorkers workers;
    private final HttpSessions sessions;
    private final StatelessEndpoint stateless;
    private final Router router;
    private final Server server;
    private final ServerConnector connector;

    /** @param poe the state of Poe for the health check ({@code reachable}, for instance); must not block */
    public HttpTransport(HttpServerConfig options, AccountServers servers, Supplier<String> poe) {
        this(options, servers, poe, System::nanoTime);
    }

    /** @param nanoTime clock for timeouts; as {@link System#nanoTime()} */
    HttpTransport(HttpServerConfig options, AccountServers servers, Supplier<String> poe, LongSupplier nanoTime) {
        if (!options.isLoopback() && options.token() == null) {
            throw new IllegalArgumentException(
                    "To listen on another address than loopback, set POE_HTTP_TOKEN: who reaches the port would"
                            + " else spend your points.");
        }
        this.options = options;
        this.servers = servers;
        var limits = servers.isMultiUser() ? options.limits() : options.limits().forOneUser();
        this.timer = new TransportTimer(nanoTime);
        this.output = new OutputBudget(limits, nanoTime);
        this.workers = new CallWorkers(limits);
        this.sessions = new HttpSessions(limits, workers, timer);
        this.stateless = new StatelessEndpoint(workers, limits);
        this.router = new Router(
                new AccessCheck(options),
                servers,
                limits,
                timer,
                output,
                poe,
                new StreamableEndpoint(sessions, workers, stateless, nanoTime),
                new SseEndpoint(sessions, workers, nanoTime));
        var threads = new QueuedThreadPool(CONTAINER_THREADS, 4);
        threads.setName("http");
        threads.setDaemon(true);
        this.server = new Server(threads);
        this.connector = connector(server, options);
    }

    private ServerConnector connector(Server container, HttpServerConfig httpOptions) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(httpOptions.limits().headerBytes());
        var created = new ServerConnector(container, 1, 1, new HttpConnectionFactory(http));
        created.setHost(httpOptions.host());
        created.setPort(httpOptions.port());
        created.setAcceptQueueSize(ACCEPT_QUEUE);
        created.setIdleTimeout(httpOptions.limits().slowBody().toMillis());
        container.addConnector(created);
        container.addBean(new NetworkConnectionLimit(httpOptions.limits().connections(), created));
        container.setHandler(router);
        container.setErrorHandler(router::containerError);
        return created;
    }

    /**
     * Starts the server.
     *
     * @throws java.io.IOException when the address cannot be bound
     */
    public void start() throws Exception {
        timer.add(sessions);
        timer.start();
        server.start();
    }

    /** The address of the server. */
    public URI uri() {
        var host = options.host().contains(":") && !options.host().startsWith("[")
                ? "[" + options.host() + "]"
                : options.host();
        return URI.create("http://" + host + ":" + connector.getLocalPort());
    }

    /**
     * What requests, sessions and streams hold now; all zero when nothing is open.
     *
     * @param leases of servers
     * @param calls in progress
     * @param sessions in the revisions with sessions
     * @param subscriptionStreams subscription streams of the stateless revision
     * @param bodyBytes of requests
     * @param outputBytes not yet read by clients
     */
    record Load(long leases, long calls, long sessions, long subscriptionStreams, long bodyBytes, long outputBytes) {
        static final Load NONE = new Load(0, 0, 0, 0, 0, 0);
    }

    Load load() {
        return new Load(
                servers.leases(),
                workers.activeCalls(),
                sessions.size(),
                stateless.subscriptionStreams(),
                router.bodyBytes(),
                output.held());
    }

    /** Rejects new requests, lets calls finish for a moment, cancels the rest, and completes the subscriptions. */
    @Override
    public void close() {
        router.rejectAll();
        try {
            var until = System.nanoTime() + options.limits().grace().toNanos();
            stateless.finish(until);
            sessions.finish(until);
            stateless.awaitEnd(AFTER_INTERRUPT);
            timer.close();
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.warn("The HTTP server did not stop cleanly: {}", e.toString());
        } finally {
            workers.close();
            servers.close();
        }
    }
}
