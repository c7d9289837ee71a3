package dev.poemcp.poe.site.capture;

import java.net.URI;
import java.util.List;

/**
 * One realtime socket of a browser. May hold private messages: it is neither logged nor stored.
 *
 * @param frames texts of the received frames, as many as the capture has
 */
public record CapturedSocket(URI url, List<String> frames) {
    public CapturedSocket {
        frames = List.copyOf(frames);
    }

    /** Without its parts, which may be secret. */
    @Override
    public String toString() {
        return "socket " + url.getHost();
    }
}
