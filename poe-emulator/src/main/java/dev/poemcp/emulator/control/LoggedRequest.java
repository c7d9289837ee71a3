package dev.poemcp.emulator.control;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A request as received. */
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

    /** Number of the request, from 1. */
    public long number() {
        return number;
    }

    /** Our name of the operation; {@code unknown} if no query has its hash. */
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

    /** The body; of an upload only the signed part. */
    public byte[] body() {
        return body.clone();
    }

    int bodyBytes() {
        return body.length;
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Without headers and body, since both contain credentials. */
    @Override
    public String toString() {
        return "#" + number + " " + operation + " " + method + " " + path.replaceFirst("\\?.*", "?…");
    }
}
