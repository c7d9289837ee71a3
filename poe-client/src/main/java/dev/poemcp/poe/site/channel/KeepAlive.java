package dev.poemcp.poe.site.channel;

/** Whether a socket is alive: opened in time, heard of, or at least answering a ping. Pure; times in nanoseconds. */
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

    /** The other side was asked out of turn whether it is alive. */
    void pinged(long lastReceived, long now) {
        // A ping that is still unanswered keeps its time, so that many callers can not put the end off.
        if (!pinged || lastReceived - pingedAt > 0) {
            pinged = true;
            pingedAt = now;
        }
    }

    boolean isOpen() {
        return open;
    }

    /** When {@link #check} has to be asked again. */
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
        // Whatever is heard after a ping is as good as its answer.
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
