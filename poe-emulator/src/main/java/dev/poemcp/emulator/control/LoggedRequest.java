package dev.poemcp.emulator.control;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A request as it came in. */
public final class LoggedRequest {
    private final long number;
    private final String operation;
    private final String method;
    private final String path;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    LoggedRequest(
            long number, String operation, String method, String path, Map<String, List<String>> headers, byte[] body) {
        this.number = number;
        this.operation = operation;
        this.method = method;
        this.path = path;
        this.headers = Map.copyOf(headers);
        this.body = body.clone();
    }

    /** Counts all requests from 1. */
    public long number() {
        return number;
    }

    /** Our name of the operation, {@code unknown} where no query has its hash. */
    public String operation() {
        return operation;
    }

    public String method() {
        return method;
    }

    /** Path and query. */
    public String path() {
        return path;
    }

    /** By lower-case name. */
    public Map<String, List<String>> headers() {
        return headers;
    }

    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** The body's bytes; of an upload only those of the signed part. */
    public byte[] body() {
        return body.clone();
    }

    int bodyBytes() {
        return body.length;
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Neither headers nor body, since both carry credentials. */
    @Override
    public String toString() {
        return "#" + number + " " + operation + " " + method + " " + path.replaceFirst("\\?.*", "?…");
    }
}
