package dev.poemcp.poe.web;

import java.time.Duration;

/**
 * Limits of a fetch.
 *
 * @param connect for each connection
 * @param whole in total, including redirects
 * @param redirects at most
 */
public record WebLimits(Duration connect, Duration whole, int redirects) {
    public static final WebLimits DEFAULTS = new WebLimits(Duration.ofSeconds(30), Duration.ofMinutes(5), 5);
}
