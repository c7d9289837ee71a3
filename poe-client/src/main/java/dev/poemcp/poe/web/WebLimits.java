package dev.poemcp.poe.web;

import java.time.Duration;

/**
 * How long, how far.
 *
 * @param connect for each connection
 * @param whole for everything, redirects included
 * @param redirects at most
 */
public record WebLimits(Duration connect, Duration whole, int redirects) {
    public static final WebLimits DEFAULTS = new WebLimits(Duration.ofSeconds(30), Duration.ofMinutes(5), 5);
}
