package dev.poemcp.poe.site.channel;

/**
 * Whether a socket is alive: opened in time, and receiving data or at least answering a ping. Has no clock; times are
 * in nanoseconds.
 */
final class KeepAlive {
    private final ChannelLimits limits;
    private final long startedAt;
    private boolean open;
    private boolean pinged;
    private long pingedAt;

    KeepAlive(ChannelLimits limits, long now) {
        this.limits = limits;
        this.startedAt = now;
    }

    /** What to do with a socket. */
    enum Verdict {
        ALIVE,
        PING,
        DEAD
    }

    void opened() {
        open = true;
    }

    /** A ping was sent out of schedule. */
    void pinged(long lastReceived, long now) {
        // An unanswered ping keeps its time, so that repeated pings cannot delay the verdict.
        if (!pinged || lastReceived - pingedAt > 0) {
            pinged = true;
            pingedAt = now;
        }
    }

    boolean isOpen() {
        return open;
    }

    /** When to call {@link #check} again. */
    long due(long lastReceived) {
        if (!open) {
            return startedAt + limits.handshake().toNanos();
        }
        return pinged
                ? pingedAt + limits.pong().toNanos()
                : lastReceived + limits.silence().toNanos();
    }

    Verdict check(long lastReceived, long now) {
        if (!open) {
            return now - startedAt >= limits.handshake().toNanos() ? Verdict.DEAD : Verdict.ALIVE;
        }
        // Anything received after a ping counts as its pong.
        if (pinged && lastReceived - pingedAt > 0) {
            pinged = false;
            return Verdict.ALIVE;
        }
        if (pinged) {
            return now - pingedAt >= limits.pong().toNanos() ? Verdict.DEAD : Verdict.ALIVE;
        }
        if (now - lastReceived < limits.silence().toNanos()) {
            return Verdict.ALIVE;
        }
        pinged = true;
        pingedAt = now;
        return Verdict.PING;
    }
}
