package dev.poemcp.server.protocol.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.server.jsonrpc.JsonRpc;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The metadata that each request carries in place of a handshake.
 *
 * @param declared the capabilities as sent
 * @param wantsLogs whether the client wants log notifications for this request
 */
record RequestMeta(ClientCapabilities capabilities, JsonNode declared, Implementation client, boolean wantsLogs) {
    static final String VERSION = "io.modelcontextprotocol/protocolVersion";
    private static final String CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    private static final String CLIENT = "io.modelcontextprotocol/clientInfo";
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
        return new RequestMeta(
                read(capabilities, ClientCapabilities.class, CAPABILITIES),
                capabilities,
                meta.path(CLIENT).isObject()
                        ? read(meta.path(CLIENT), Implementation.class, CLIENT)
                        : Implementation.builder("unknown", "0").build(),
                meta.path(LOG_LEVEL).isTextual());
    }

    static RequestRejection unsupported(String version) {
        return new RequestRejection(
                RequestRejection.UNSUPPORTED_VERSION,
                "Unsupported protocol version.",
                Map.of("supported", List.of(StatelessServer.VERSION), "requested", version));
    }

    boolean supportsTasks() {
        return declared.path("extensions").path(StatelessServer.TASKS).isObject();
    }

    private static <T> T read(JsonNode value, Class<T> type, String name) {
        try {
            return JsonRpc.JSON.convertValue(value, type);
        } catch (IllegalArgumentException e) {
            throw malformed("\"" + name + "\" does not have the shape that the protocol gives it.");
        }
    }

    private static RequestRejection malformed(String reason) {
        return new RequestRejection(ErrorCodes.INVALID_PARAMS, "Invalid params: " + reason);
    }
}
