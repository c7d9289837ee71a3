package dev.poemcp.server.transport.http;

import java.util.Optional;

/** Poe credentials in the headers of a request. They print as {@code ***}. */
public record CallerHeaders(
        Optional<String> pB, Optional<String> pLat, Optional<String> formkey, Optional<String> apiKey) {
    static final String P_B = "X-Poe-P-B";
    static final String P_LAT = "X-Poe-P-Lat";
    static final String FORMKEY = "X-Poe-Formkey";
    static final String API_KEY = "X-Poe-Api-Key";

    @Override
    public String toString() {
        return "***";
    }
}
