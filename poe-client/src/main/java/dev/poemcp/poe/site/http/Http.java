package dev.poemcp.poe.site.http;

import dev.poemcp.poe.proxy.ProxyAuthenticator;
import dev.poemcp.poe.proxy.ProxyRules;
import dev.poemcp.poe.site.config.SiteConfig;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.ByteString;

/**
 * Sends one request and brings its whole answer. Nothing is followed, repeated or cached here; a body over
 * {@value #MAX_BODY} bytes is refused; an interrupt of the waiting thread ends the exchange.
 */
public final class Http implements AutoCloseable {
    static final int MAX_BODY = 16 * 1024 * 1024;
    private static final int MOST_AT_ONCE = 512;
    private static final Duration SLACK = Duration.ofSeconds(2);

    private final ExecutorService threads;
    private final OkHttpClient client;

    public Http(SiteConfig config, Clock clock) {
        this.threads = Executors.newCachedThreadPool(WorkerThreads.named("poe-http"));
        var dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(MOST_AT_ONCE);
        dispatcher.setMaxRequestsPerHost(MOST_AT_ONCE);
        this.client = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .dns(new LoopbackNames())
                .proxySelector(new ProxyRules(config.proxy()))
                .proxyAuthenticator(new ProxyAuthenticator(config.proxy()))
                .cookieJar(new AccountCookies(config.baseUrl(), config.credentials(), clock))
                .connectTimeout(config.limits().connect())
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                // Without it a connection that died unnoticed (sleep, NAT) would be used until every request timed out.
                .pingInterval(config.limits().httpPing())
                // OkHttp would send a message again by itself on some broken connections.
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .eventListener(new Departure.Listener())
                .build();
    }

    public OkHttpClient client() {
        return client;
    }

    /**
     * @param limit for everything from connecting to the last byte of the body
     * @throws NoResponseException when no whole answer came; after an interrupt the thread's flag is set again
     */
    public HttpResult exchange(Request request, Duration limit) throws NoResponseException {
        var departure = new Departure();
        if (Thread.currentThread().isInterrupted()) {
            throw departure.noAnswer(
                    NoResponseException.Why.CANCELLED,
                    "The caller had gone before the request left.",
                    new InterruptedException());
        }
        var call = client.newCall(
                request.newBuilder().tag(Departure.class, departure).build());
        call.timeout().timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
        var answer = new CompletableFuture<HttpResult>();
        call.enqueue(new Reading(answer));
        try {
            return answer.get(limit.plus(SLACK).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            call.cancel();
            Thread.currentThread().interrupt();
            throw departure.noAnswer(
                    NoResponseException.Why.CANCELLED, "The wait for the answer was interrupted.", interrupted);
        } catch (TimeoutException late) {
            call.cancel();
            throw departure.noAnswer(NoResponseException.Why.TIMEOUT, "No answer within " + limit + ".", late);
        } catch (ExecutionException failed) {
            throw whyNot(call, departure, limit, failed);
        }
    }

    private static NoResponseException whyNot(
            Call call, Departure departure, Duration limit, ExecutionException failed) {
        var cause = failed.getCause() == null ? failed : failed.getCause();
        if (cause instanceof BodyTooLongException) {
            return departure.noAnswer(NoResponseException.Why.TOO_LONG, String.valueOf(cause.getMessage()), cause);
        }
        if (cause instanceof InterruptedIOException && "timeout".equals(cause.getMessage())) {
            return departure.noAnswer(NoResponseException.Why.TIMEOUT, "No answer within " + limit + ".", cause);
        }
        var why = call.isCanceled() ? NoResponseException.Why.CANCELLED : NoResponseException.Why.NETWORK;
        return departure.noAnswer(why, String.valueOf(cause.getMessage()), cause);
    }

    /** Ends every exchange under way. */
    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
        threads.shutdown();
    }

    /** Reads the body on OkHttp's thread, never more than it may be. */
    private static final class Reading implements Callback {
        private final CompletableFuture<HttpResult> answer;

        Reading(CompletableFuture<HttpResult> answer) {
            this.answer = answer;
        }

        @Override
        public void onFailure(Call call, IOException failure) {
            answer.completeExceptionally(failure);
        }

        @Override
        public void onResponse(Call call, Response response) {
            try (response) {
                byte[] body = response.body().byteStream().readNBytes(MAX_BODY + 1);
                if (body.length > MAX_BODY) {
                    throw new BodyTooLongException();
                }
                answer.complete(new HttpResult(response.code(), response.headers(), ByteString.of(body)));
            } catch (IOException | RuntimeException failure) {
                answer.completeExceptionally(failure);
            }
        }
    }

    private static final class BodyTooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        BodyTooLongException() {
            super("The answer is longer than " + MAX_BODY + " bytes.");
        }
    }

    /** Whether a request has begun to leave this machine. */
    private static final class Departure {
        private final AtomicBoolean begun = new AtomicBoolean();

        NoResponseException noAnswer(NoResponseException.Why why, String message, Throwable cause) {
            return new NoResponseException(why, begun.get(), message, cause);
        }

        private static final class Listener extends EventListener {
            @Override
            public void requestHeadersStart(Call call) {
                var departure = call.request().tag(Departure.class);
                if (departure != null) {
                    departure.begun.set(true);
                }
            }
        }
    }
}
