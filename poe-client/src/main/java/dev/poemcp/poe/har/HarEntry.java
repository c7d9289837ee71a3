package dev.poemcp.poe.har;

import dev.poemcp.poe.site.capture.CapturedRequest;
import dev.poemcp.poe.site.capture.CapturedSocket;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a capture. May hold credentials: it is neither logged nor stored.
 *
 * @param started null if the entry has no valid time
 * @param socket present if the request opened a WebSocket
 */
public record HarEntry(@Nullable Instant started, CapturedRequest request, Optional<CapturedSocket> socket) {
    /** Without its parts, which may be secret. */
    @Override
    public String toString() {
        return request.toString();
    }
}
