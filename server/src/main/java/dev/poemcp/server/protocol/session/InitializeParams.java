package dev.poemcp.server.protocol.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

/**
 * What a client says about itself in {@code initialize}. Read from the tree: the introspection of the SDK's records costs
 * more than the rest of the handshake.
 *
 * @param revision that the client would like; empty if it has no wish
 * @param capabilities of the client, as it declared them
 */
record InitializeParams(String revision, JsonNode capabilities) {
    /** What is missing has a default; null if something has another type than the protocol gives it. */
    static @Nullable InitializeParams of(@Nullable JsonNode params) {
        JsonNode given = params == null ? JsonNodeFactory.instance.objectNode() : params;
        var revision = given.path("protocolVersion");
        var capabilities = given.path("capabilities");
        var client = given.path("clientInfo");
        if (!(isMissing(revision) || revision.isTextual())
                || !(isMissing(capabilities) || capabilities.isObject())
                || !(isMissing(client) || client.isObject())) {
            return null;
        }
        return new InitializeParams(
                revision.isTextual() ? revision.textValue() : "",
                capabilities.isObject() ? capabilities : JsonNodeFactory.instance.objectNode());
    }

    private static boolean isMissing(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
