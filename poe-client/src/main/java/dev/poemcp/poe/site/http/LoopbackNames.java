package dev.poemcp.poe.site.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import okhttp3.Dns;

/** Every name under {@code .localhost} is this machine (RFC 6761), whatever the resolver says; the rest is the system's. */
public final class LoopbackNames implements Dns {
    private static final byte[] IPV4 = {127, 0, 0, 1};
    private static final byte[] IPV6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        return isLoopbackName(hostname)
                ? List.of(InetAddress.getByAddress(hostname, IPV4), InetAddress.getByAddress(hostname, IPV6))
                : Dns.SYSTEM.lookup(hostname);
    }

    static boolean isLoopbackName(String hostname) {
        var name = hostname.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.endsWith(".localhost");
    }
}
