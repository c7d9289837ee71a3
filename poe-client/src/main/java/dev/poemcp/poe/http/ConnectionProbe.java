package dev.poemcp.poe.http;

import dev.poemcp.poe.proxy.ProxyAuthenticator;
import dev.poemcp.poe.proxy.ProxyRules;
import dev.poemcp.poe.proxy.ProxySettings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Opens one connection, sends one request without credentials, and says how far it came. */
public final class ConnectionProbe {
    private ConnectionProbe() {}

    /** The parts of a connection, in order. */
    public enum Stage {
        PROXY,
        CONNECTION,
        TLS,
        /** Anything that answers HTTP, whatever the status, unless it redirects to another site. */
        RESPONSE
    }

    /**
     * @param failed the stage that failed; null if there was a response
     * @param problem why, in one sentence; empty without a failure
     * @param proxy host and port of the proxy; null if none is used
     * @param tls version of TLS; null for plain HTTP
     */
    public record Result(
            @Nullable Stage failed,
            String problem,
            @Nullable String proxy,
            @Nullable String tls,
            Duration took) {
        /** Whether the stage was passed. */
        public boolean passed(Stage stage) {
            return failed == null || stage.compareTo(failed) < 0;
        }
    }

    /** @param limit for the whole exchange */
    public static Result run(URI url, ProxySettings proxy, Duration limit) {
        var observer = new Observer();
        var client = Tls.in(new OkHttpClient.Builder())
                .dns(new LoopbackNames())
                .proxySelector(new ProxyRules(proxy))
                .proxyAuthenticator(new ProxyAuthenticator(proxy))
                .callTimeout(limit)
                .connectTimeout(limit)
                .readTimeout(limit)
                .followRedirects(false)
                .eventListener(observer)
                .build();
        long start = System.nanoTime();
        IOException failure = null;
        try (var response = client.newCall(
                        new Request.Builder().url(String.valueOf(url)).build())
                .execute()) {
            observer.response = true;
            String other = otherSite(response);
            if (other != null) {
                String problem = "The server redirects to " + other + ".";
                return new Result(Stage.RESPONSE, problem, observer.proxy, observer.tls, since(start));
            }
        } catch (IOException failed) {
            failure = failed;
        } finally {
            client.connectionPool().evictAll();
            client.dispatcher().executorService().shutdown();
        }
        Duration took = since(start);
        return failure == null
                ? new Result(null, "", observer.proxy, observer.tls, took)
                : new Result(
                        observer.failed(), problem(failure, url.getHost(), limit), observer.proxy, observer.tls, took);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Where a redirect leads, without path and query, unless it stays at this site. */
    private static @Nullable String otherSite(Response response) {
        HttpUrl here = response.request().url();
        String location = response.header("Location");
        HttpUrl there = response.isRedirect() && location != null ? here.resolve(location) : null;
        if (there == null) {
            return null;
        }
        HttpUrl site = there.resolve("/");
        boolean same = site == null || site.equals(here.resolve("/"));
        return same ? null : site.scheme() + "://" + site.host() + port(site);
    }

    private static String port(HttpUrl url) {
        return url.port() == HttpUrl.defaultPort(url.scheme()) ? "" : ":" + url.port();
    }

    private static String problem(IOException failure, String host, Duration limit) {
        if (failure instanceof UnknownHostException) {
            return "The name " + unresolved(failure, host) + " cannot be resolved.";
        }
        if (failure instanceof SSLException) {
            return "TLS failed: " + failure.getMessage();
        }
        if (failure instanceof SocketTimeoutException || failure instanceof InterruptedIOException) {
            return "No answer within " + limit.toSeconds() + " seconds.";
        }
        if (failure instanceof ConnectException) {
            return "No connection: " + failure.getMessage();
        }
        return "The connection failed: " + failure.getMessage();
    }

    /** The proxy's name may be the one. */
    private static String unresolved(IOException failure, String host) {
        String message = String.valueOf(failure.getMessage());
        int end = message.indexOf(':');
        return end > 0 ? message.substring(0, end) : host;
    }

    /** Called by OkHttp's threads; addresses are tried side by side. */
    private static final class Observer extends EventListener {
        private volatile @Nullable String proxy;
        private volatile @Nullable String tls;
        private volatile boolean connected;
        private volatile boolean secured;
        private volatile boolean tlsStarted;
        private volatile boolean response;

        private Stage failed() {
            if (response || connected) {
                return Stage.RESPONSE;
            }
            if (tlsStarted && !secured) {
                return Stage.TLS;
            }
            return proxy == null ? Stage.CONNECTION : Stage.PROXY;
        }

        @Override
        public void proxySelectEnd(Call call, HttpUrl url, List<Proxy> proxies) {
            proxies.stream()
                    .map(Proxy::address)
                    .filter(InetSocketAddress.class::isInstance)
                    .map(InetSocketAddress.class::cast)
                    .findFirst()
                    .ifPresent(address -> proxy = address.getHostString() + ":" + address.getPort());
        }

        @Override
        public void secureConnectStart(Call call) {
            tlsStarted = true;
        }

        @Override
        public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
            secured = true;
            tls = handshake == null ? null : handshake.tlsVersion().javaName();
        }

        @Override
        public void connectEnd(Call call, InetSocketAddress address, Proxy route, okhttp3.@Nullable Protocol protocol) {
            connected = true;
        }
    }
}
