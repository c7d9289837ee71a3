package dev.poemcp.poe.har;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.poemcp.poe.site.capture.CapturedRequest;
import dev.poemcp.poe.site.capture.CapturedSocket;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parses one entry of {@code log.entries}, whatever the order of its fields. Not thread-safe. */
final class HarEntryParser {
    /** Characters of all texts that are kept of one entry; the texts after that are left out. */
    private static final int MAX_ENTRY = 16 << 20;

    private static final int MAX_URL = 64 * 1024;
    private static final int MAX_FIELDS = 1_000;
    private static final int MAX_FRAMES = 10_000;
    /** What a short text costs in memory beside its characters. */
    private static final int TEXT_OVERHEAD = 32;

    private static final String COOKIE = "cookie";

    private final JsonParser json;
    private int budget;

    HarEntryParser(JsonParser json) {
        this.json = json;
    }

    /** What one entry has said so far. */
    private static final class Draft {
        @Nullable
        Instant started;

        String method = "";
        String url = "";

        final Map<String, String> headers = new LinkedHashMap<>();
        int headerLines;
        final List<String> cookies = new ArrayList<>();
        HarBody requestBody = new HarBody();
        int status;
        HarBody responseBody = new HarBody();

        @Nullable
        List<String> frames;
    }

    /** Reads the value that the parser is at to its end; empty if it is no entry with a request. */
    Optional<HarEntry> parse() throws IOException {
        budget = MAX_ENTRY;
        var draft = new Draft();
        JsonTokens.each(json, name -> {
            switch (name) {
                case "startedDateTime" -> draft.started = time(text());
                case "request" -> JsonTokens.each(json, field -> requestField(draft, field));
                case "response" -> JsonTokens.each(json, field -> responseField(draft, field));
                case "_webSocketMessages" -> draft.frames = frames();
                default -> {}
            }
        });
        return entry(draft);
    }

    private static Optional<HarEntry> entry(Draft draft) {
        var url = draft.url.isEmpty() ? null : url(draft.url);
        if (url == null || draft.method.isEmpty()) {
            return Optional.empty();
        }
        // Some exports have the cookies in a list only.
        if (!draft.cookies.isEmpty()) {
            draft.headers.putIfAbsent(COOKIE, String.join("; ", draft.cookies));
        }
        var request = new CapturedRequest(
                draft.method,
                url,
                draft.headers,
                draft.requestBody.asSent(draft.headers.getOrDefault("content-type", "")),
                draft.status,
                draft.responseBody.decoded());
        boolean isSocket = draft.frames != null
                || "ws".equalsIgnoreCase(url.getScheme())
                || "wss".equalsIgnoreCase(url.getScheme());
        var socket = isSocket
                ? Optional.of(new CapturedSocket(url, draft.frames == null ? List.of() : draft.frames))
                : Optional.<CapturedSocket>empty();
        return Optional.of(new HarEntry(draft.started, request, socket));
    }

    private void requestField(Draft draft, String name) throws IOException {
        switch (name) {
            case "method" -> draft.method = text();
            case "url" -> draft.url = text();
            case "headers" -> JsonTokens.items(json, () -> header(draft));
            case "cookies" -> JsonTokens.items(json, () -> cookie(draft.cookies));
            case "postData" -> draft.requestBody = body();
            default -> {}
        }
    }

    private void responseField(Draft draft, String name) throws IOException {
        switch (name) {
            case "status" -> draft.status = Math.max(0, number());
            case "content" -> draft.responseBody = body();
            default -> {}
        }
    }

    private void header(Draft draft) throws IOException {
        var pair = pair();
        String name = pair.name().toLowerCase(Locale.ROOT);
        // HTTP/2 has pseudo-headers such as ":authority".
        if (!name.isEmpty() && !name.startsWith(":") && draft.headerLines++ < MAX_FIELDS) {
            // HTTP/2 may split the cookies over several headers.
            draft.headers.merge(name, pair.value(), (a, b) -> a + (name.equals(COOKIE) ? "; " : ", ") + b);
        }
    }

    private void cookie(List<String> cookies) throws IOException {
        var pair = pair();
        if (!pair.name().isEmpty() && cookies.size() < MAX_FIELDS) {
            cookies.add(pair.name() + "=" + pair.value());
        }
    }

    private HarBody body() throws IOException {
        var body = new HarBody();
        JsonTokens.each(json, name -> {
            switch (name) {
                case "mimeType" -> body.mimeType = text();
                case "encoding" -> body.encoding = text();
                case "text" -> body.text = text();
                case "params" ->
                    JsonTokens.items(json, () -> {
                        if (body.parameters.size() < MAX_FIELDS) {
                            body.parameters.add(pair());
                        }
                    });
                default -> {}
            }
        });
        return body;
    }

    private NameValue pair() throws IOException {
        var pair = new String[] {"", ""};
        JsonTokens.each(json, name -> {
            switch (name) {
                case "name" -> pair[0] = text();
                case "value" -> pair[1] = text();
                default -> {}
            }
        });
        return new NameValue(pair[0], pair[1]);
    }

    /** A header, a cookie or a field of a form. */
    record NameValue(String name, String value) {}

    private List<String> frames() throws IOException {
        List<String> received = new ArrayList<>();
        JsonTokens.items(json, () -> {
            var frame = new Frame();
            JsonTokens.each(json, name -> {
                switch (name) {
                    case "type" -> frame.received = text().equals("receive");
                    case "opcode" -> frame.isText = number() == 1;
                    case "data" -> frame.data = text();
                    default -> {}
                }
            });
            if (frame.received && frame.isText && !frame.data.isEmpty() && received.size() < MAX_FRAMES) {
                received.add(frame.data);
            }
        });
        return received;
    }

    private static final class Frame {
        boolean received;
        boolean isText = true;
        String data = "";
    }

    /** The string that the parser is at; empty if it is none, or too long, or the entry is. */
    private String text() throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING || budget <= 0) {
            return "";
        }
        String text = json.getText();
        budget -= text.length() + TEXT_OVERHEAD;
        boolean isCut = !text.isEmpty() && text.charAt(text.length() - 1) == LongTextCutter.CUT;
        return isCut || budget < 0 ? "" : text;
    }

    /** The integer that the parser is at; 0 if it is none, or has more than nine digits. */
    private int number() throws IOException {
        return json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getTextLength() < 10
                ? Integer.parseInt(json.getText())
                : 0;
    }

    private static @Nullable Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException unusual) {
            return null;
        }
    }

    /** Browsers accept more in a query than {@link URI} does; where it is not valid, it is left out. */
    private static @Nullable URI url(String text) {
        if (text.length() > MAX_URL) {
            return null;
        }
        try {
            return new URI(text);
        } catch (URISyntaxException invalid) {
            int query = text.indexOf('?');
            return query < 0 ? null : url(text.substring(0, query));
        }
    }
}
