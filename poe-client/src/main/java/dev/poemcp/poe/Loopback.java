package dev.poemcp.poe;

import java.util.Locale;
import java.util.regex.Pattern;

/** Recognizes loopback hosts by name or literal, without name resolution. */
public final class Loopback {
    private static final Pattern IPV4 = Pattern.compile("127(\\.\\d{1,3}){3}");

    private Loopback() {}

    /**
     * @param host in the form of {@link java.net.URI#getHost()} (IPv6 in brackets) or of OkHttp (without)
     * @return whether it is {@code localhost}, a name under it, or a literal of 127.0.0.0/8 or {@code ::1}
     */
    public static boolean isHost(String host) {
        return isName(host) || IPV4.matcher(host).matches() || host.equals("::1") || host.equals("[::1]");
    }

    /** Whether it is {@code localhost} or a name under it, all of which are this machine (RFC 6761). */
    public static boolean isName(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.endsWith(".localhost");
    }
}
