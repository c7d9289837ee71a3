package dev.poemcp.server.protocol.stateless;

import dev.poemcp.server.jsonrpc.Incoming;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a request's headers match its body. Proxies route by the headers and the server by the body, so they
 * must not differ.
 */
public final class HeaderCheck {
    public static final String VERSION = "MCP-Protocol-Version";
    private static final String METHOD = "Mcp-Method";
    private static final String NAME = "Mcp-Name";
    private static final String ENCODED = "=?base64?";
    private static final String ENCODED_END = "?=";

    private HeaderCheck() {}

    /** @throws RequestRejection when headers are missing or differ from the body */
    public static void check(Incoming.Request request, Function<String, @Nullable String> header) {
        var version = header.apply(VERSION);
        if (version == null) {
            throw mismatch("the header " + VERSION + " is missing.");
        }
        var bodyVersion = request.params() == null
                ? ""
                : request.params().path("_meta").path(RequestMeta.VERSION).asText();
        // A body without a version is rejected by RequestMeta.
        if (!bodyVersion.isEmpty() && !bodyVersion.equals(version)) {
            throw mismatch("the header " + VERSION + " and the body name different versions.");
        }
        RequestMeta.of(request.params());
        requireSame(METHOD, header.apply(METHOD), request.method());
        var nameField = switch (request.method()) {
            case "tools/call", "prompts/get" -> "name";
            case "resources/read" -> "uri";
            case "tasks/get", "tasks/update", "tasks/cancel" -> "taskId";
            default -> "";
        };
        if (!nameField.isEmpty() && request.params() != null) {
            requireSame(
                    NAME,
                    decoded(header.apply(NAME)),
                    request.params().path(nameField).asText());
        }
    }

    private static void requireSame(String name, @Nullable String value, String expected) {
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
            // Prefix and suffix overlap.
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

    private static RequestRejection mismatch(String reason) {
        return new RequestRejection(RequestRejection.HEADER_MISMATCH, "Header mismatch: " + reason);
    }
}
