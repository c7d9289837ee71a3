package dev.poemcp.poe.web;

import dev.poemcp.poe.Loopback;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.http.Tls;
import dev.poemcp.poe.proxy.ProxyAuthenticator;
import dev.poemcp.poe.proxy.ProxyRules;
import dev.poemcp.poe.proxy.ProxySettings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Fetches one file from the web and checks the address again on every redirect. */
final class WebFetch {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    /** Lets the call's own time limit apply first. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private final OkHttpClient checked;
    private final OkHttpClient trusted;
    private final OkHttpClient proxied;
    private final ProxyRules proxyRules;
    private final @Nullable HttpUrl site;
    private final WebLimits limits;

    /**
     * @param site a base URL whose host and port are trusted whatever their address, or null
     * @param proxy for hosts that are not trusted; the addresses of a host are checked before the proxy is used
     */
    WebFetch(AddressPolicy policy, @Nullable URI site, WebLimits limits, ProxySettings proxy) {
        this.trusted = Tls.in(new OkHttpClient.Builder())
                .proxy(Proxy.NO_PROXY)
                .cookieJar(CookieJar.NO_COOKIES)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .connectTimeout(limits.connect())
                .readTimeout(limits.connect())
                .dns(WebFetch::lookup)
                .build();
        // A separate pool, so that no unchecked connection is reused.
        this.checked = trusted.newBuilder()
                .connectionPool(new ConnectionPool())
                .socketFactory(new PolicySocketFactory(policy))
                .build();
        this.proxyRules = new ProxyRules(proxy);
        this.proxied = trusted.newBuilder()
                .connectionPool(new ConnectionPool())
                .proxy(null)
                .proxySelector(proxyRules)
                .proxyAuthenticator(new ProxyAuthenticator(proxy))
                .addInterceptor(chain -> {
                    checkHost(policy, chain.request().url().host());
                    return chain.proceed(chain.request());
                })
                .build();
        this.site = site == null ? null : HttpUrl.get(site);
        this.limits = limits;
    }

    /** Consumes the file's bytes, on a thread of the HTTP client. */
    interface ResponseConsumer<T> {
        T consume(Response response) throws IOException;
    }

    /** A file is not accepted; the message says why. */
    static final class UnwantedFileException extends IOException {
        private static final long serialVersionUID = 1L;

        UnwantedFileException(String why) {
            super(why);
        }
    }

    /**
     * The proxy resolves the name itself; this check can only use the name's addresses on this machine. It refuses
     * names that do not resolve here and names with any address that is not public.
     */
    private static void checkHost(AddressPolicy policy, String host) throws IOException {
        for (InetAddress address : lookup(host)) {
            Optional<String> objection = policy.objection(address);
            if (objection.isPresent()) {
                throw PolicySocketFactory.refused(objection.get());
            }
        }
    }

    /**
     * @param discard gets a result that arrives after the caller has given up
     * @throws PoeException {@link PoeFailure.FileRejected}, or {@link PoeFailure.Cancelled} after an interrupt
     */
    <T> T fetch(URI address, ResponseConsumer<T> consumer, Consumer<T> discard) {
        long start = System.nanoTime();
        HttpUrl url = checkedUrl(address, HttpUrl.get(address));
        for (int hop = 0; hop <= limits.redirects(); hop++) {
            Duration remaining = limits.whole().minusNanos(System.nanoTime() - start);
            FetchResult<T> result = request(address, url, remaining, consumer, discard);
            if (result.value().isPresent()) {
                return result.value().get();
            }
            url = checkedUrl(address, result.redirect());
        }
        throw rejected(address, "it was redirected more than " + limits.redirects() + " times.", null);
    }

    /** The file's content, or the target of a redirect. */
    private record FetchResult<T>(
            Optional<T> value, @Nullable HttpUrl redirect) {}

    private static HttpUrl checkedUrl(URI address, @Nullable HttpUrl url) {
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw rejected(address, "only http and https addresses are fetched.", null);
        }
        if (url == null) {
            throw rejected(address, "its address, or where it was redirected to, can not be fetched.", null);
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw rejected(address, "addresses with a user name or password are not fetched.", null);
        }
        return url;
    }

    private <T> FetchResult<T> request(
            URI address, HttpUrl url, Duration remaining, ResponseConsumer<T> consumer, Consumer<T> discard) {
        if (remaining.isNegative() || remaining.isZero()) {
            throw rejected(address, tooLate(), null);
        }
        Call call = clientFor(url).newCall(new Request.Builder().url(url).build());
        call.timeout().timeout(remaining.toNanos(), TimeUnit.NANOSECONDS);
        CompletableFuture<FetchResult<T>> result = new CompletableFuture<>();
        call.enqueue(new Callback() {
            @Override
            public void onFailure(Call failedCall, IOException failure) {
                result.completeExceptionally(failure);
            }

            @Override
            public void onResponse(Call answeredCall, Response response) {
                try (response) {
                    FetchResult<T> fetched = toResult(response, consumer);
                    if (!result.complete(fetched)) {
                        fetched.value().ifPresent(discard);
                    }
                } catch (IOException | RuntimeException failure) {
                    result.completeExceptionally(failure);
                }
            }
        });
        try {
            return result.get(remaining.plus(SLACK).toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            giveUp(call, result, discard);
            Thread.currentThread().interrupt();
            throw new PoeException(
                    new PoeFailure.Cancelled("Fetching a file was cancelled by the caller.", Spend.NONE), interrupted);
        } catch (TimeoutException late) {
            giveUp(call, result, discard);
            throw rejected(address, tooLate(), late);
        } catch (ExecutionException failed) {
            throw failure(address, failed);
        }
    }

    private OkHttpClient clientFor(HttpUrl url) {
        if (isSite(url)) {
            return trusted;
        }
        return proxyRules.select(url.uri()).contains(Proxy.NO_PROXY) ? checked : proxied;
    }

    private static <T> void giveUp(Call call, CompletableFuture<FetchResult<T>> result, Consumer<T> discard) {
        call.cancel();
        if (!result.cancel(false) && !result.isCompletedExceptionally()) {
            result.join().value().ifPresent(discard);
        }
    }

    private static <T> FetchResult<T> toResult(Response response, ResponseConsumer<T> consumer) throws IOException {
        if (REDIRECTS.contains(response.code())) {
            String location = response.header("Location");
            HttpUrl next = location == null ? null : response.request().url().resolve(location);
            return new FetchResult<>(Optional.empty(), next);
        }
        if (!response.isSuccessful()) {
            throw new UnwantedFileException("its server answered with HTTP status " + response.code());
        }
        return new FetchResult<>(Optional.of(consumer.consume(response)), null);
    }

    private PoeException failure(URI address, ExecutionException failed) {
        Throwable cause = failed.getCause();
        if (cause instanceof UnwantedFileException || cause instanceof PolicySocketFactory.AddressRefusedException) {
            return rejected(address, cause.getMessage() + ".", cause);
        }
        if (cause instanceof UnknownHostException) {
            return rejected(address, "there is no such host.", cause);
        }
        if (cause instanceof InterruptedIOException) {
            return rejected(address, tooLate(), cause);
        }
        return rejected(address, "it could not be fetched (" + failed.getCause() + ").", failed);
    }

    private String tooLate() {
        return "it could not be fetched in time (" + limits.connect().toSeconds() + " s to connect, "
                + limits.whole().toSeconds() + " s in all).";
    }

    /** Names the file without the parts of its URL that may contain a secret. */
    private static PoeException rejected(URI address, String why, @Nullable Throwable cause) {
        HttpUrl url = HttpUrl.get(address);
        String shown = url == null
                ? "file"
                : url.newBuilder()
                        .username("")
                        .password("")
                        .query(null)
                        .fragment(null)
                        .build()
                        .toString();
        PoeFailure failure = new PoeFailure.FileRejected(shown, why);
        return cause == null ? new PoeException(failure) : new PoeException(failure, cause);
    }

    private boolean isSite(HttpUrl url) {
        return site != null
                && site.port() == url.port()
                && (site.host().equals(url.host()) || (isLoopback(site.host()) && isLoopback(url.host())));
    }

    /** A Poe on loopback may use another name of this machine. */
    private static boolean isLoopback(String host) {
        return Loopback.isName(host) || host.equals("127.0.0.1") || host.equals("::1");
    }

    /** Resolves names under {@code .localhost} to loopback (RFC 6761), without DNS. */
    private static List<InetAddress> lookup(String host) throws UnknownHostException {
        return Loopback.isName(host) ? List.of(InetAddress.getLoopbackAddress()) : Dns.SYSTEM.lookup(host);
    }
}
