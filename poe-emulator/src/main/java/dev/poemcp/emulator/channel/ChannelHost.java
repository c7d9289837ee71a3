package dev.poemcp.emulator.channel;

/** The host of the realtime socket that the site tells its clients. */
public enum ChannelHost {
    /** The emulator. */
    REACHABLE,
    /** A name that does not resolve: it is below {@code .invalid} (RFC 6761). */
    UNKNOWN,
    /** A port of this machine at which nothing listens, so that connections are refused. */
    REFUSING
}
