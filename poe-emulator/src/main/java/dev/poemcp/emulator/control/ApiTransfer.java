package dev.poemcp.emulator.control;

import java.time.Duration;
import java.util.OptionalLong;

/** How the bytes of the official API's responses travel. Each setting takes effect immediately and stays. */
public final class ApiTransfer {
    private volatile Duration firstByteDelay = Duration.ZERO;
    private volatile OptionalLong cutAt = OptionalLong.empty();
    private volatile boolean closedBeforeHead;
    private volatile boolean singleBytes;
    private volatile boolean malformedEvents;
    private volatile boolean withoutEnd;
    private volatile boolean indexes;

    ApiTransfer() {}

    /** Delay of each response before its first byte; the request is executed before it. */
    public void firstByteDelay(Duration value) {
        firstByteDelay = value;
    }

    public Duration firstByteDelay() {
        return firstByteDelay;
    }

    /** Closes the connection after this many bytes of a response body; a shorter body is not cut. */
    public void cutAt(long bytes) {
        cutAt = OptionalLong.of(bytes);
    }

    /** Bodies are whole again. */
    public void cutNothing() {
        cutAt = OptionalLong.empty();
    }

    public OptionalLong cutAt() {
        return cutAt;
    }

    /** Whether the connection is closed instead of a response, after the request is executed; initially false. */
    public void closedBeforeHead(boolean value) {
        closedBeforeHead = value;
    }

    public boolean closedBeforeHead() {
        return closedBeforeHead;
    }

    /** Whether each byte of a body is written alone; initially false. */
    public void singleBytes(boolean value) {
        singleBytes = value;
    }

    public boolean singleBytes() {
        return singleBytes;
    }

    /** Whether an event whose data is no JSON precedes the first text of a stream; initially false. */
    public void malformedEvents(boolean value) {
        malformedEvents = value;
    }

    public boolean malformedEvents() {
        return malformedEvents;
    }

    /** Whether streams end in order but without {@code [DONE]} or the {@code done} event; initially false. */
    public void withoutEnd(boolean value) {
        withoutEnd = value;
    }

    public boolean withoutEnd() {
        return withoutEnd;
    }

    /** Whether events of the bot query protocol carry an index (docs/official-api.md §8.2); initially false. */
    public void indexes(boolean value) {
        indexes = value;
    }

    public boolean indexes() {
        return indexes;
    }
}
