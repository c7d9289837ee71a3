package dev.poemcp.poe.site.capture;

import java.net.URI;
import java.util.Map;

/**
 * One request of a browser, with its response. May hold credentials: it is neither logged nor stored.
 *
 * @param headers names in lower case
 * @param body text as sent; for a form the whole encoded form; empty if there is none
 * @param status 0 without a response
 * @param response text of the response, empty if the capture has none
 */
public record CapturedRequest(
        String method, URI url, Map<String, String> headers, String body, int status, String response) {
    public CapturedRequest {
        headers = Map.copyOf(headers);
    }

    /** Without its parts, which may be secret. */
    @Override
    public String toString() {
        return method + " " + url.getPath() + " " + status;
    }
}
