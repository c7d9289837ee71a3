package dev.poemcp.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/** Whether Poe's web site takes connections. Asked at most twice a minute, however often one wants to know. */
final class Reachability {
    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final URI site;
    private long askedAt;
    private boolean asked;
    private boolean reachable;

    Reachability(URI site) {
        this.site = site;
    }

    synchronized boolean isReachable() {
        var now = System.nanoTime();
        if (!asked || now - askedAt > FRESH.toNanos()) {
            asked = true;
            askedAt = now;
            reachable = connects();
        }
        return reachable;
    }

    private boolean connects() {
        try (var socket = new Socket(Proxy.NO_PROXY)) {
            socket.connect(address(), (int) CONNECT.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Of the site, or of the proxy that leads to it. */
    private InetSocketAddress address() {
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
