package dev.poemcp.emulator.control;

/**
 * Start options of the emulator.
 *
 * @param build the emulated build of the site
 * @param port TCP port on loopback; 0 selects a free one
 * @param seed seed of every id, code, key and text of the world
 * @param balancePoints initial points of the account
 * @param deadSession response to a post with an invalid session
 * @param unknownHash response to a post with an unknown query hash
 * @param announcedPort port that the site names as its own, when a proxy stands in front of it; 0 for the real one
 * @param tls TLS with HTTP/2 or HTTP/1.1 by ALPN, instead of plain HTTP/1.1
 */
public record EmulatorOptions(
        SiteBuild build,
        int port,
        int announcedPort,
        long seed,
        long balancePoints,
        DeadSession deadSession,
        UnknownHash unknownHash,
        boolean tls) {

    /**
     * How the site responds to posts with an invalid session unless {@link SiteBehavior#signedOutStatus} is set; for
     * pages see {@link SiteBehavior#signedOutPage}.
     */
    public enum DeadSession {
        /** 307 to the login page. */
        REDIRECT,
        /** {@code viewer: null} for the settings query, "Server Error" for every other operation. */
        VIEWER_NULL
    }

    /** How the site responds to a hash that it does not know. */
    public enum UnknownHash {
        PERSISTED_QUERY_NOT_FOUND,
        SERVER_ERROR
    }

    public EmulatorOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
        }
        if (announcedPort < 0 || announcedPort > 65_535) {
            throw new IllegalArgumentException("announcedPort must be 0 to 65535, not " + announcedPort);
        }
        if (balancePoints < 0) {
            throw new IllegalArgumentException("balancePoints must not be negative");
        }
    }

    /** The build of August 2026, a free port, seed 1, a million points. */
    public static EmulatorOptions defaults() {
        return new EmulatorOptions(
                SiteBuild.AUGUST_2026,
                0,
                0,
                1,
                1_000_000,
                DeadSession.REDIRECT,
                UnknownHash.PERSISTED_QUERY_NOT_FOUND,
                false);
    }

    public EmulatorOptions withBuild(SiteBuild value) {
        return new EmulatorOptions(value, port, announcedPort, seed, balancePoints, deadSession, unknownHash, tls);
    }

    public EmulatorOptions withPort(int value) {
        return new EmulatorOptions(build, value, announcedPort, seed, balancePoints, deadSession, unknownHash, tls);
    }

    /** For a proxy on that port of loopback, which forwards to the emulator. */
    public EmulatorOptions withAnnouncedPort(int value) {
        return new EmulatorOptions(build, port, value, seed, balancePoints, deadSession, unknownHash, tls);
    }

    public EmulatorOptions withSeed(long value) {
        return new EmulatorOptions(build, port, announcedPort, value, balancePoints, deadSession, unknownHash, tls);
    }

    public EmulatorOptions withBalance(long points) {
        return new EmulatorOptions(build, port, announcedPort, seed, points, deadSession, unknownHash, tls);
    }

    public EmulatorOptions withDeadSession(DeadSession value) {
        return new EmulatorOptions(build, port, announcedPort, seed, balancePoints, value, unknownHash, tls);
    }

    public EmulatorOptions withUnknownHash(UnknownHash value) {
        return new EmulatorOptions(build, port, announcedPort, seed, balancePoints, deadSession, value, tls);
    }

    /** TLS with HTTP/2 and HTTP/1.1 on one port; clients must trust {@link PoeEmulator#trust()}. */
    public EmulatorOptions withTls() {
        return new EmulatorOptions(build, port, announcedPort, seed, balancePoints, deadSession, unknownHash, true);
    }
}
