package dev.poemcp.server.protocol.stateless;

import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.JsonRpc;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether the headers of a request say the same as its body. Proxies decide by the headers and we by the body, so
 * they must not differ.
 */
public final class HeaderCheck {
    public static final String VERSION = "MCP-Protocol-Version";
    private static final String METHOD = "Mcp-Method";
    private static final String NAME = "Mcp-Name";
    private static final String ENCODED = "=?base64?";
    private static final String ENCODED_END = "?=";

    private HeaderCheck() {}

    /** The answer to a request that is not to be worked on; empty when all is well with it. */
    public static Optional<StatelessResponse> refuse(
            Incoming.Request request, Function<String, @Nullable String> header) {
        try {
            check(request, header);
            return Optional.empty();
        } catch (RequestRejection e) {
            return Optional.of(StatelessResponse.refused(JsonRpc.plainId(request.id()), e));
        }
    }

    private static void check(Incoming.Request request, Function<String, @Nullable String> header) {
        var version = header.apply(VERSION);
        if (version == null) {
            throw mismatch("the header " + VERSION + " is missing.");
        }
        var claimed = request.params() == null
                ? ""
                : request.params().path("_meta").path(RequestMeta.VERSION).asText();
        // Without a version in the body the request is malformed in a way of its own.
        if (!claimed.isEmpty() && !claimed.equals(version)) {
            throw mismatch("the header " + VERSION + " and the body name different versions.");
        }
        RequestMeta.of(request.params());
        same(METHOD, header.apply(METHOD), request.method());
        var named = switch (request.method()) {
            case "tools/call", "prompts/get" -> "name";
            case "resources/read" -> "uri";
            case "tasks/get", "tasks/update", "tasks/cancel" -> "taskId";
            default -> "";
        };
        if (!named.isEmpty() && request.params() != null) {
            same(NAME, decoded(header.apply(NAME)), request.params().path(named).asText());
        }
    }

    private static void same(String name, @Nullable String value, String expected) {
        if (value == null) {
            throw mismatch("the header " + name + " is missing.");
        }
        if (!value.equals(expected)) {
            throw mismatch("the header " + name + " differs from the body.");
        }
    }

    private static @Nullable String decoded(@Nullable String value) {
        if (value == null || !value.startsWith(ENCODED) || !value.endsWith(ENCODED_END)) {
            return value;
        }
        if (value.length() < ENCODED.length() + ENCODED_END.length()) {
            // The two share a character.
            throw mismatch("the header " + NAME + " is not encoded as it says.");
        }
        try {
            var bytes = Base64.getDecoder()
                    .decode(value.substring(ENCODED.length(), value.length() - ENCODED_END.length()));
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw mismatch("the header " + NAME + " is not encoded as it says.");
        }
    }

    private static RequestRejection mismatch(String why) {
        return new RequestRejection(RequestRejection.HEADER_MISMATCH, "Header mismatch: " + why);
    }
}
