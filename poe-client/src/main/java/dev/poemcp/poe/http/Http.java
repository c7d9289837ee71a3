package dev.poemcp.poe.http;

import dev.poemcp.poe.Lazy;
import dev.poemcp.poe.proxy.ProxyAuthenticator;
import dev.poemcp.poe.proxy.ProxyRules;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request and reads the whole response. Follows no redirects, repeats and caches nothing; refuses a body
 * over {@value #MAX_BODY} bytes; an interrupt of the waiting thread ends the exchange.
 */
public final class Http implements AutoCloseable {
    /** The longest response body, in bytes. */
    public static final int MAX_BODY = 16 * 1024 * 1024;

    private static final Duration SLACK = Duration.ofSeconds(2);

    private final ExecutorService threads;
    private final Dispatcher dispatcher;
    private final ConnectionSettings settings;
    private final @Nullable RequestTransport transport;
    private final Lazy<OkHttpClient> client = new Lazy<>(this::create);

    /** Sends with OkHttp's own connections. */
    public Http(ConnectionSettings settings) {
        this(settings, null);
    }

    /** @param transport closed with this object; null for OkHttp's own connections */
    public Http(ConnectionSettings settings, @Nullable RequestTransport transport) {
        this.settings = settings;
        this.transport = transport;
        this.threads = Executors.newCachedThreadPool(WorkerThreads.named("poe-http"));
        this.dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(settings.maxRequests());
        dispatcher.setMaxRequestsPerHost(settings.maxRequests());
    }

    /** The client that sends; the first call creates it. */
    public OkHttpClient client() {
        return client.get();
    }

    private OkHttpClient create() {
        var builder = Tls.in(new OkHttpClient.Builder())
                .dispatcher(dispatcher)
                .dns(new LoopbackNames())
                .proxySelector(new ProxyRules(settings.proxy()))
                .proxyAuthenticator(new ProxyAuthenticator(settings.proxy()))
                .cookieJar(settings.cookies())
                .connectTimeout(settings.connect())
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                // Without pings a dead connection (sleep, NAT) would be used until every request times out.
                .pingInterval(settings.ping())
                // OkHttp would resend a message on some broken connections.
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .eventListener(new RequestStart.StartListener());
        if (transport != null) {
            builder.addInterceptor(transport.requests());
        }
        return builder.build();
    }

    /**
     * Opens web sockets; shares connections, name resolution, proxy and transport with all requests.
     *
     * @param handshake time limit of a direct handshake
     * @param maxMessageBytes a longer message fails its socket
     */
    public WebSocket.Factory webSockets(Duration handshake, int maxMessageBytes) {
        return transport == null
                ? new DirectWebSockets(client, handshake, maxMessageBytes)
                : transport.webSockets(maxMessageBytes);
    }

    /**
     * @param limit for everything from connecting to the last byte of the body
     * @throws NoResponseException if there was no complete response; after an interrupt the thread's flag is set again
     */
    public HttpResult exchange(Request request, Duration limit) throws NoResponseException {
        var start = new RequestStart();
        if (Thread.currentThread().isInterrupted()) {
            throw noResponse(
                    start,
                    NoResponseException.Why.CANCELLED,
                    "The caller had gone before the request left.",
                    new InterruptedException());
        }
        var call = client().newCall(start.observe(request));
        call.timeout().timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
        var response = new CompletableFuture<HttpResult>();
        call.enqueue(new ResponseReader(response));
        try {
            return response.get(limit.plus(SLACK).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            call.cancel();
            Thread.currentThread().interrupt();
            throw noResponse(
                    start, NoResponseException.Why.CANCELLED, "The wait for the answer was interrupted.", interrupted);
        } catch (TimeoutException late) {
            call.cancel();
            throw noResponse(start, NoResponseException.Why.TIMEOUT, "No answer within " + limit + ".", late);
        } catch (ExecutionException failed) {
            throw toNoResponse(call, start, limit, failed);
        }
    }

    private static NoResponseException toNoResponse(
            Call call, RequestStart start, Duration limit, ExecutionException failed) {
        var cause = failed.getCause() == null ? failed : failed.getCause();
        if (cause instanceof BodyTooLongException) {
            return noResponse(start, NoResponseException.Why.TOO_LONG, String.valueOf(cause.getMessage()), cause);
        }
        if (cause instanceof InterruptedIOException && "timeout".equals(cause.getMessage())) {
            return noResponse(start, NoResponseException.Why.TIMEOUT, "No answer within " + limit + ".", cause);
        }
        var why = call.isCanceled() ? NoResponseException.Why.CANCELLED : NoResponseException.Why.NETWORK;
        return noResponse(start, why, String.valueOf(cause.getMessage()), cause);
    }

    private static NoResponseException noResponse(
            RequestStart start, NoResponseException.Why why, String message, Throwable cause) {
        return new NoResponseException(why, start.mayHaveArrived(), message, cause);
    }

    /** Cancels every exchange in progress. */
    @Override
    public void close() {
        dispatcher.cancelAll();
        client.ifCreated().ifPresent(created -> created.connectionPool().evictAll());
        threads.shutdown();
        if (transport != null) {
            transport.close();
        }
    }

    /** Reads the body on OkHttp's thread, up to the limit. */
    private static final class ResponseReader implements Callback {
        private final CompletableFuture<HttpResult> result;

        ResponseReader(CompletableFuture<HttpResult> result) {
            this.result = result;
        }

        @Override
        public void onFailure(Call call, IOException failure) {
            result.completeExceptionally(failure);
        }

        @Override
        public void onResponse(Call call, Response response) {
            try (response) {
                byte[] body = response.body().byteStream().readNBytes(MAX_BODY + 1);
                if (body.length > MAX_BODY) {
                    throw new BodyTooLongException();
                }
                result.complete(new HttpResult(response.code(), response.headers(), ByteString.of(body)));
            } catch (IOException | RuntimeException failure) {
                result.completeExceptionally(failure);
            }
        }
    }

    private static final class BodyTooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        BodyTooLongException() {
            super("The answer is longer than " + MAX_BODY + " bytes.");
        }
    }
}
