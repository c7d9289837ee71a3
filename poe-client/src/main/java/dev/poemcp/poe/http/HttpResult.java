package dev.poemcp.poe.http;

import okhttp3.Headers;
import okio.ByteString;

/** A response: status, headers and the whole body, whose length {@link Http} bounds. */
public record HttpResult(int status, Headers headers, ByteString body) {
    /** The body as UTF-8. */
    public String text() {
        return body.utf8();
    }

    /** Omits the body, which may contain secrets. */
    @Override
    public String toString() {
        return "HTTP " + status + ", " + body.size() + " bytes";
    }
}
