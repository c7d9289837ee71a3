package dev.poemcp.poe.api;

import java.time.Duration;

/**
 * Limits of the client of the official API.
 *
 * @param connect to open a connection
 * @param read for a whole exchange, except replies and uploads
 * @param upload for a whole upload
 * @param idle time without data of a reply, also before its first byte
 * @param reply for a whole reply, from connecting to its last byte
 * @param replyBytes bytes of a reply as sent
 * @param replyCharacters characters (UTF-16) of a reply's text
 */
public record ApiLimits(
        Duration connect,
        Duration read,
        Duration upload,
        Duration idle,
        Duration reply,
        long replyBytes,
        int replyCharacters) {
    public static final ApiLimits DEFAULTS = new ApiLimits(
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofMinutes(30),
            // As the official client waits.
            Duration.ofSeconds(600),
            Duration.ofMinutes(30),
            64L * 1024 * 1024,
            10_000_000);

    public ApiLimits withRead(Duration limit) {
        return new ApiLimits(connect, limit, upload, idle, reply, replyBytes, replyCharacters);
    }

    /** @param silence without data, {@code whole} for all of it */
    public ApiLimits withReply(Duration silence, Duration whole) {
        return new ApiLimits(connect, read, upload, silence, whole, replyBytes, replyCharacters);
    }

    public ApiLimits withReplySize(long bytes, int characters) {
        return new ApiLimits(connect, read, upload, idle, reply, bytes, characters);
    }
}
