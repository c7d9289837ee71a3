package dev.poemcp.poe.proxy;

import dev.poemcp.poe.Loopback;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which way out: the {@code HTTPS_PROXY} for {@code https} and {@code wss}, unless {@code NO_PROXY} names the host. This
 * machine is always reached directly.
 */
public final class ProxyRules extends ProxySelector {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyRules.class);
    private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

    private final ProxySettings settings;

    public ProxyRules(ProxySettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Proxy> select(URI uri) {
        var proxy = settings.proxy();
        var host = uri.getHost();
        if (proxy == null || proxy.getHost() == null || host == null || isDirect(uri.getScheme(), host)) {
            return DIRECT;
        }
        int port = proxy.getPort() == -1 ? ("https".equals(proxy.getScheme()) ? 443 : 80) : proxy.getPort();
        // The name is left for the connection to resolve: resolving here would block whoever asks for the route.
        return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port)));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        LOG.debug("The proxy {} could not be reached: {}", address, failure.toString());
    }

    private boolean isDirect(String scheme, String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return scheme.equals("http") || scheme.equals("ws") || Loopback.isHost(name) || isExcepted(name);
    }

    private boolean isExcepted(String name) {
        for (var entry : settings.noProxy().split(",", -1)) {
            var rule = entry.strip().toLowerCase(Locale.ROOT);
            var bare = rule.startsWith(".") ? rule.substring(1) : rule;
            if (rule.equals("*") || (!bare.isEmpty() && (name.equals(bare) || name.endsWith("." + bare)))) {
                return true;
            }
        }
        return false;
    }
}
