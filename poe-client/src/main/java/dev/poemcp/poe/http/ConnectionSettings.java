package dev.poemcp.poe.http;

import dev.poemcp.poe.proxy.ProxySettings;
import java.time.Duration;
import okhttp3.CookieJar;

/**
 * How {@link Http} connects.
 *
 * @param connect time limit to open a connection
 * @param ping between pings on an HTTP/2 connection; without a response within the same time it is closed
 * @param maxRequests at the same time; more wait for their turn
 */
public record ConnectionSettings(
        ProxySettings proxy, Duration connect, Duration ping, CookieJar cookies, int maxRequests) {}
