package dev.poemcp.poe.http;

import dev.poemcp.poe.Loopback;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;

/** Resolves every name under {@code .localhost} to loopback (RFC 6761), and others with the system's resolver. */
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
