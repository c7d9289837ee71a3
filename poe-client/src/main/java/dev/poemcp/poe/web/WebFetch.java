package dev.poemcp.poe.web;

import dev.poemcp.poe.Loopback;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
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

/** Gets one file of the web, redirect by redirect, each judged anew. */
final class WebFetch {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    /** The call has a time limit of its own, which should be the one that is felt. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private final OkHttpClient judging;
    private final OkHttpClient trusting;
    private final OkHttpClient proxied;
    private final ProxyRules proxyRules;
    private final @Nullable HttpUrl own;
    private final WebLimits limits;

    /**
     * @param own whose host and port are trusted whatever their address, or null
     * @param proxy for hosts that are not trusted; the addresses of a host are judged before the proxy is asked for it
     */
    WebFetch(AddressPolicy policy, @Nullable URI own, WebLimits limits, ProxySettings proxy) {
        this.trusting = new OkHttpClient.Builder()
                .proxy(Proxy.NO_PROXY)
                .cookieJar(CookieJar.NO_COOKIES)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .connectTimeout(limits.connect())
                .readTimeout(limits.connect())
                .dns(WebFetch::lookup)
                .build();
        // A pool of its own: no connection that was never judged is ever taken over.
        this.judging = trusting.newBuilder()
                .connectionPool(new ConnectionPool())
                .socketFactory(new PolicySocketFactory(policy))
                .build();
        this.proxyRules = new ProxyRules(proxy);
        this.proxied = trusting.newBuilder()
                .connectionPool(new ConnectionPool())
                .proxy(null)
                .proxySelector(proxyRules)
                .proxyAuthenticator(new ProxyAuthenticator(proxy))
                .addInterceptor(chain -> {
                    judge(policy, chain.request().url().host());
                    return chain.proceed(chain.request());
                })
                .build();
        this.own = own == null ? null : HttpUrl.get(own);
        this.limits = limits;
    }

    /** What is done with the file's bytes, on a thread of the HTTP client. */
    interface Reader<T> {
        T read(Response response) throws IOException;
    }

    /** Why a file is not taken. */
    static final class Unwanted extends IOException {
        private static final long serialVersionUID = 1L;

        Unwanted(String why) {
            super(why);
        }
    }

    /**
     * The proxy resolves the name itself when it connects; all that can be judged here is what the name means to this
     * machine. So a name none of whose addresses is known is refused, and so is one with any address that is not public.
     */
    private static void judge(AddressPolicy policy, String host) throws IOException {
        for (InetAddress each : lookup(host)) {
            Optional<String> objection = policy.objection(each);
            if (objection.isPresent()) {
                throw PolicySocketFactory.refused(objection.get());
            }
        }
    }

    /**
     * @param discard gets what was read when it is too late for the caller to have it
     * @throws PoeException {@link PoeFailure.FileRejected}, or {@link PoeFailure.Cancelled} after an interrupt
     */
    <T> T fetch(URI address, Reader<T> reader, Consumer<T> discard) {
        long began = System.nanoTime();
        HttpUrl url = judged(address, HttpUrl.get(address));
        for (int hop = 0; hop <= limits.redirects(); hop++) {
            Duration left = limits.whole().minusNanos(System.nanoTime() - began);
            Answer<T> answer = ask(address, url, left, reader, discard);
            if (answer.value().isPresent()) {
                return answer.value().get();
            }
            url = judged(address, answer.redirect());
        }
        throw rejected(address, "it was redirected more than " + limits.redirects() + " times.", null);
    }

    /** The file as it was read, or where it is to be had instead. */
    private record Answer<T>(Optional<T> value, @Nullable HttpUrl redirect) {}

    private static HttpUrl judged(URI address, @Nullable HttpUrl url) {
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

    private <T> Answer<T> ask(URI address, HttpUrl url, Duration left, Reader<T> reader, Consumer<T> discard) {
        if (left.isNegative() || left.isZero()) {
            throw rejected(address, tooLate(), null);
        }
        Call call = clientFor(url).newCall(new Request.Builder().url(url).build());
        call.timeout().timeout(left.toNanos(), TimeUnit.NANOSECONDS);
        CompletableFuture<Answer<T>> result = new CompletableFuture<>();
        call.enqueue(new Callback() {
            @Override
            public void onFailure(Call failedCall, IOException failure) {
                result.completeExceptionally(failure);
            }

            @Override
            public void onResponse(Call answeredCall, Response response) {
                try (response) {
                    Answer<T> answer = answer(response, reader);
                    if (!result.complete(answer)) {
                        answer.value().ifPresent(discard);
                    }
                } catch (IOException | RuntimeException failure) {
                    result.completeExceptionally(failure);
                }
            }
        });
        try {
            return result.get(left.plus(SLACK).toNanos(), TimeUnit.NANOSECONDS);
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
        if (isOwn(url)) {
            return trusting;
        }
        return proxyRules.select(url.uri()).contains(Proxy.NO_PROXY) ? judging : proxied;
    }

    private static <T> void giveUp(Call call, CompletableFuture<Answer<T>> result, Consumer<T> discard) {
        call.cancel();
        if (!result.cancel(false) && !result.isCompletedExceptionally()) {
            result.join().value().ifPresent(discard);
        }
    }

    private static <T> Answer<T> answer(Response response, Reader<T> reader) throws IOException {
        if (REDIRECTS.contains(response.code())) {
            String location = response.header("Location");
            HttpUrl next = location == null ? null : response.request().url().resolve(location);
            return new Answer<>(Optional.empty(), next);
        }
        if (!response.isSuccessful()) {
            throw new Unwanted("its server answered with HTTP status " + response.code());
        }
        return new Answer<>(Optional.of(reader.read(response)), null);
    }

    private PoeException failure(URI address, ExecutionException failed) {
        Throwable cause = failed.getCause();
        if (cause instanceof Unwanted || cause instanceof PolicySocketFactory.Refused) {
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

    /** Names the file without the parts of its address that may hold a secret. */
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

    private boolean isOwn(HttpUrl url) {
        return own != null
                && own.port() == url.port()
                && (own.host().equals(url.host()) || (isLoopback(own.host()) && isLoopback(url.host())));
    }

    /** Names of this machine: a Poe on loopback may call itself by another than we do. */
    private static boolean isLoopback(String host) {
        return Loopback.isName(host) || host.equals("127.0.0.1") || host.equals("::1");
    }

    /** Every name under {@code .localhost} is this machine (RFC 6761), whatever a name server says. */
    private static List<InetAddress> lookup(String host) throws UnknownHostException {
        return Loopback.isName(host) ? List.of(InetAddress.getLoopbackAddress()) : Dns.SYSTEM.lookup(host);
    }
}
