package dev.poemcp.server.assembly;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether Poe's web site accepts connections. Returns the last result at once and checks again in the background, at
 * most twice a minute, since name resolution may be slow.
 */
final class Reachability {
    static final Duration MAX_AGE = Duration.ofSeconds(30);
    /** A check that takes longer counts as failed until it returns. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final BooleanSupplier probe;
    private final LongSupplier nanoTime;
    private final Executor background;
    private SiteState last = SiteState.UNKNOWN;
    private long checkedAt;
    private boolean checking;

    private enum SiteState {
        UNKNOWN,
        REACHABLE,
        UNREACHABLE
    }

    /** @param proxies which proxy, if any, connections to the site use */
    Reachability(URI site, ProxySelector proxies) {
        this(() -> connects(address(site, proxies)), System::nanoTime, Executors.newSingleThreadExecutor(task -> {
            var thread = new Thread(task, "reachability");
            thread.setDaemon(true);
            return thread;
        }));
    }

    /**
     * @param probe whether the site accepts connections; may block
     * @param nanoTime as {@link System#nanoTime()}
     * @param background runs one check at a time
     */
    Reachability(BooleanSupplier probe, LongSupplier nanoTime, Executor background) {
        this.probe = probe;
        this.nanoTime = nanoTime;
        this.background = background;
    }

    /** {@code reachable}, {@code unreachable}, or {@code unknown} until the first check has ended. Does not block. */
    String state() {
        SiteState state;
        boolean due;
        synchronized (this) {
            var age = nanoTime.getAsLong() - checkedAt;
            due = !checking && (last == SiteState.UNKNOWN || age > MAX_AGE.toNanos());
            if (due) {
                checking = true;
                checkedAt = nanoTime.getAsLong();
            }
            state = checking && !due && age > TIMEOUT.toNanos() ? SiteState.UNREACHABLE : last;
        }
        if (due) {
            background.execute(this::check);
        }
        return switch (state) {
            case UNKNOWN -> "unknown";
            case REACHABLE -> "reachable";
            case UNREACHABLE -> "unreachable";
        };
    }

    private void check() {
        var result = SiteState.UNREACHABLE;
        try {
            result = probe.getAsBoolean() ? SiteState.REACHABLE : SiteState.UNREACHABLE;
        } finally {
            synchronized (this) {
                last = result;
                checking = false;
            }
        }
    }

    private static boolean connects(InetSocketAddress address) {
        try (var socket = new Socket(Proxy.NO_PROXY)) {
            socket.connect(address, (int) CONNECT_TIMEOUT.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Of the site, or of the proxy to it. */
    static InetSocketAddress address(URI site, ProxySelector proxies) {
        for (var proxy : proxies.select(site)) {
            if (proxy.address() instanceof InetSocketAddress address) {
                return new InetSocketAddress(address.getHostString(), address.getPort());
            }
        }
        var port = site.getPort() >= 0 ? site.getPort() : "https".equals(site.getScheme()) ? HTTPS_PORT : HTTP_PORT;
        return new InetSocketAddress(site.getHost(), port);
    }
}
