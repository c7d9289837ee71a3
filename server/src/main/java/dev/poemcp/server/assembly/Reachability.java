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
 * Whether Poe's web site takes connections. Whoever asks is told what was seen last, at once; looking again, at most
 * twice a minute, happens in the background, since a name server may take its time.
 */
final class Reachability {
    static final Duration FRESH = Duration.ofSeconds(30);
    /** A look that takes longer counts as one that failed, until it comes back. */
    static final Duration SLOW = Duration.ofSeconds(10);

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final BooleanSupplier look;
    private final LongSupplier nanoTime;
    private final Executor background;
    private State last = State.UNKNOWN;
    private long lookedAt;
    private boolean looking;

    private enum State {
        UNKNOWN,
        REACHABLE,
        UNREACHABLE
    }

    Reachability(URI site) {
        this(() -> connects(site), System::nanoTime, Executors.newSingleThreadExecutor(task -> {
            var thread = new Thread(task, "reachability");
            thread.setDaemon(true);
            return thread;
        }));
    }

    /**
     * @param look whether the site takes connections; may block
     * @param nanoTime as {@link System#nanoTime()}
     * @param background runs one look at a time
     */
    Reachability(BooleanSupplier look, LongSupplier nanoTime, Executor background) {
        this.look = look;
        this.nanoTime = nanoTime;
        this.background = background;
    }

    /** {@code reachable}, {@code unreachable}, or {@code unknown} until the first look is over. Does not block. */
    String state() {
        State state;
        boolean due;
        synchronized (this) {
            var age = nanoTime.getAsLong() - lookedAt;
            due = !looking && (last == State.UNKNOWN || age > FRESH.toNanos());
            if (due) {
                looking = true;
                lookedAt = nanoTime.getAsLong();
            }
            state = looking && !due && age > SLOW.toNanos() ? State.UNREACHABLE : last;
        }
        if (due) {
            background.execute(this::lookAgain);
        }
        return switch (state) {
            case UNKNOWN -> "unknown";
            case REACHABLE -> "reachable";
            case UNREACHABLE -> "unreachable";
        };
    }

    private void lookAgain() {
        var seen = State.UNREACHABLE;
        try {
            seen = look.getAsBoolean() ? State.REACHABLE : State.UNREACHABLE;
        } finally {
            synchronized (this) {
                last = seen;
                looking = false;
            }
        }
    }

    private static boolean connects(URI site) {
        try (var socket = new Socket(Proxy.NO_PROXY)) {
            socket.connect(address(site), (int) CONNECT.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Of the site, or of the proxy that leads to it. */
    private static InetSocketAddress address(URI site) {
        var proxies = ProxySelector.getDefault() == null
                ? null
                : ProxySelector.getDefault().select(site);
        if (proxies != null && !proxies.isEmpty() && proxies.get(0).address() instanceof InetSocketAddress proxy) {
            return new InetSocketAddress(proxy.getHostString(), proxy.getPort());
        }
        var port = site.getPort() >= 0 ? site.getPort() : "https".equals(site.getScheme()) ? HTTPS_PORT : HTTP_PORT;
        return new InetSocketAddress(site.getHost(), port);
    }
}
