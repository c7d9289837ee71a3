package dev.poemcp.server.opening;

import dev.poemcp.server.json.PlainJson;
import dev.poemcp.server.json.PlainJson.NumberText;
import dev.poemcp.server.protocol.session.SessionRevisions;
import dev.poemcp.server.protocol.stateless.StatelessServer;
import dev.poemcp.server.views.ViewExtension;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One message of a host's opening, in the form that every host gives it. Anything else is not one, and the program
 * itself answers.
 *
 * @param id as JSON; empty for a notification
 * @param key of the prepared result; empty for a notification
 * @param views whether the client says in this message that it shows views
 */
record OpeningRequest(String id, String key, boolean views) {
    private static final OpeningRequest NOTIFICATION = new OpeningRequest("", "", false);
    private static final String META = "_meta";
    private static final String REVISION = "io.modelcontextprotocol/protocolVersion";
    private static final String CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    private static final Set<String> MEMBERS = Set.of("jsonrpc", "id", "method", "params");
    private static final int MAX_ID_CHARACTERS = 200;
    private static final int MAX_DIGITS = 18;

    boolean isNotification() {
        return key.isEmpty();
    }

    boolean isInitialize() {
        return key.startsWith(PreparedKey.INITIALIZE);
    }

    /** Whether {@code initialize} must come first. */
    boolean needsSession() {
        return key.equals(PreparedKey.TOOLS);
    }

    /** Null if the line is something else. */
    static @Nullable OpeningRequest of(String line) {
        try {
            // A replacement character may stand for malformed UTF-8, which the program rejects.
            return line.indexOf('\ufffd') < 0 && PlainJson.parse(line) instanceof Map<?, ?> message
                    ? of(message)
                    : null;
        } catch (IllegalArgumentException e) {
            // The program has an error message for it.
            return null;
        }
    }

    private static @Nullable OpeningRequest of(Map<?, ?> message) {
        if (!MEMBERS.containsAll(message.keySet())
                || !"2.0".equals(message.get("jsonrpc"))
                || !(message.get("method") instanceof String method)
                || !(member(message, "params") instanceof Map<?, ?> params)
                || !(member(params, META) instanceof Map<?, ?> meta)) {
            return null;
        }
        if (!message.containsKey("id")) {
            return NOTIFICATION;
        }
        var id = plainId(message.get("id"));
        var isStateless = meta.containsKey(REVISION);
        var views = showsViews(isStateless ? meta.get(CAPABILITIES) : params.get("capabilities"));
        var key = isStateless ? statelessKey(method, params, meta, views) : sessionKey(method, params);
        return id == null || key == null ? null : new OpeningRequest(id, key, views);
    }

    /** As {@code ViewExtension.isAnnounced}, without Jackson. */
    private static boolean showsViews(@Nullable Object capabilities) {
        return capabilities instanceof Map<?, ?> all
                && all.get("extensions") instanceof Map<?, ?> extensions
                && extensions.get(ViewExtension.ID) instanceof Map<?, ?> views
                && views.get("mimeTypes") instanceof List<?> types
                && types.contains(ViewExtension.MIME_TYPE);
    }

    /** An empty object if it is missing. */
    private static @Nullable Object member(Map<?, ?> object, String name) {
        return object.containsKey(name) ? object.get(name) : Map.of();
    }

    private static @Nullable String sessionKey(String method, Map<?, ?> params) {
        return switch (method) {
            case "ping" -> PreparedKey.PING;
            case "initialize" -> initializeKey(params);
            case "tools/list" -> hasOnlyMeta(params) ? PreparedKey.TOOLS : null;
            default -> null;
        };
    }

    private static @Nullable String initializeKey(Map<?, ?> params) {
        return params.get("protocolVersion") instanceof String revision
                        && params.get("capabilities") instanceof Map
                        && params.get("clientInfo") instanceof Map<?, ?> client
                        && client.get("name") instanceof String
                        && client.get("version") instanceof String
                ? PreparedKey.INITIALIZE + SessionRevisions.negotiate(revision)
                : null;
    }

    private static @Nullable String statelessKey(String method, Map<?, ?> params, Map<?, ?> meta, boolean views) {
        if (!StatelessServer.VERSION.equals(meta.get(REVISION))
                || !(meta.get(CAPABILITIES) instanceof Map)
                || !hasOnlyMeta(params)) {
            return null;
        }
        return switch (method) {
            case "server/discover" -> PreparedKey.DISCOVER;
            case "tools/list" -> views ? PreparedKey.STATELESS_TOOLS_WITH_VIEWS : PreparedKey.STATELESS_TOOLS;
            default -> null;
        };
    }

    private static boolean hasOnlyMeta(Map<?, ?> params) {
        return params.isEmpty() || (params.size() == 1 && params.containsKey(META));
    }

    /** The id as JSON, if it is written just as it was read. */
    private static @Nullable String plainId(@Nullable Object id) {
        if (id instanceof NumberText number) {
            var digits = number.text().startsWith("-") ? number.text().substring(1) : number.text();
            return digits.length() <= MAX_DIGITS && !number.text().equals("-0") && isBetween('0', '9', digits)
                    ? number.text()
                    : null;
        }
        return id instanceof String text
                        && text.length() <= MAX_ID_CHARACTERS
                        && isBetween(' ', '~', text)
                        && text.indexOf('"') < 0
                        && text.indexOf('\\') < 0
                ? '"' + text + '"'
                : null;
    }

    private static boolean isBetween(char first, char last, String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) < first || text.charAt(i) > last) {
                return false;
            }
        }
        return true;
    }
}
