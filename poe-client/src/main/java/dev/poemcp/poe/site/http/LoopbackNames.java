package dev.poemcp.poe.site.http;

import dev.poemcp.poe.Loopback;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;

/** Every name under {@code .localhost} is this machine (RFC 6761), whatever the resolver says; the rest is the system's. */
public final class LoopbackNames implements Dns {
    private static final byte[] IPV4 = {127, 0, 0, 1};
    private static final byte[] IPV6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        return Loopback.isName(hostname)
                ? List.of(InetAddress.getByAddress(hostname, IPV4), InetAddress.getByAddress(hostname, IPV6))
                : Dns.SYSTEM.lookup(hostname);
    }
}
