package dev.poemcp.server.protocol.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The metadata that each request carries in place of a handshake.
 *
 * @param capabilities of the client, as it declared them
 * @param wantsLogs whether the client wants log notifications for this request
 */
record RequestMeta(JsonNode capabilities, boolean wantsLogs) {
    static final String VERSION = "io.modelcontextprotocol/protocolVersion";
    private static final String CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    private static final String LOG_LEVEL = "io.modelcontextprotocol/logLevel";

    /** @throws RequestRejection when required metadata is missing or the version is not supported */
    static RequestMeta of(@Nullable JsonNode params) {
        var meta = params == null ? null : params.get("_meta");
        if (meta == null || !meta.isObject()) {
            throw malformed("\"_meta\" is missing.");
        }
        var version = meta.path(VERSION);
        if (!version.isTextual()) {
            throw malformed("\"_meta\" has no \"" + VERSION + "\".");
        }
        var capabilities = meta.path(CAPABILITIES);
        if (!capabilities.isObject()) {
            throw malformed("\"_meta\" has no \"" + CAPABILITIES + "\".");
        }
        if (!version.textValue().equals(StatelessServer.VERSION)) {
            throw unsupported(version.textValue());
        }
        return new RequestMeta(capabilities, meta.path(LOG_LEVEL).isTextual());
    }

    /** The client's capabilities in the parameters of a request; missing if it has none. */
    static JsonNode capabilities(JsonNode params) {
        return params.path("_meta").path(CAPABILITIES);
    }

    static RequestRejection unsupported(String version) {
        return new RequestRejection(
                RequestRejection.UNSUPPORTED_VERSION,
                "Unsupported protocol version.",
                Map.of("supported", List.of(StatelessServer.VERSION), "requested", version));
    }

    boolean supportsTasks() {
        return capabilities.path("extensions").path(StatelessServer.TASKS).isObject();
    }

    private static RequestRejection malformed(String reason) {
        return new RequestRejection(ErrorCodes.INVALID_PARAMS, "Invalid params: " + reason);
    }
}
