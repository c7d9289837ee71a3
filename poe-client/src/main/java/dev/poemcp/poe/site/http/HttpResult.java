package dev.poemcp.poe.site.http;

import okhttp3.Headers;
import okio.ByteString;

/** What came back: status, headers and the whole body, whose length {@link Http} bounds. */
public record HttpResult(int status, Headers headers, ByteString body) {
    /** Read as UTF-8. */
    public String text() {
        return body.utf8();
    }

    /** The status only; a body may hold anything. */
    @Override
    public String toString() {
        return "HTTP " + status + ", " + body.size() + " bytes";
    }
}
