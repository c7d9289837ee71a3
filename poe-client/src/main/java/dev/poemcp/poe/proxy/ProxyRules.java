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
 * Selects the proxy: {@code HTTPS_PROXY} for {@code https} and {@code wss}, unless {@code NO_PROXY} lists the host.
 * Loopback is always reached directly.
 */
public final class ProxyRules extends ProxySelector {
    private static final Logger log = LoggerFactory.getLogger(ProxyRules.class);
    private static final List<Proxy> DIRECT_ONLY = List.of(Proxy.NO_PROXY);

    private final ProxySettings settings;

    public ProxyRules(ProxySettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Proxy> select(URI uri) {
        var proxy = settings.proxy();
        var host = uri.getHost();
        if (proxy == null || proxy.getHost() == null || host == null || isDirect(uri.getScheme(), host)) {
            return DIRECT_ONLY;
        }
        int port = proxy.getPort() == -1 ? ("https".equals(proxy.getScheme()) ? 443 : 80) : proxy.getPort();
        // Unresolved: resolving here would block the caller.
        return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port)));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        log.debug("The proxy {} could not be reached: {}", address, failure.toString());
    }

    private boolean isDirect(String scheme, String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return scheme.equals("http") || scheme.equals("ws") || Loopback.isHost(name) || isExcluded(name);
    }

    private boolean isExcluded(String name) {
        for (var element : settings.noProxy().split(",", -1)) {
            var rule = element.strip().toLowerCase(Locale.ROOT);
            var domain = rule.startsWith(".") ? rule.substring(1) : rule;
            if (rule.equals("*") || (!domain.isEmpty() && (name.equals(domain) || name.endsWith("." + domain)))) {
                return true;
            }
        }
        return false;
    }
}
