package dev.poemcp.server.jsonrpc;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reading and writing JSON-RPC 2.0 messages. */
public final class JsonRpc {
    /** Error code of this server, outside the range that JSON-RPC reserves: too many concurrent requests. */
    public static final int BUSY = -31000;

    /** Writes messages and converts records to trees. */
    public static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule("poe-mcp").addSerializer(new ToolResultSerializer()))
            .build();

    private JsonRpc() {}

    /** Rejects trailing tokens and duplicate names. */
    public static ObjectReader reader() {
        return JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .build()
                .reader();
    }

    /**
     * The message as it is sent, in UTF-8. A lone surrogate, which JSON's escapes allow, becomes a question mark.
     *
     * @param end appended to the message
     * @throws JsonProcessingException when it cannot be written as JSON
     */
    public static byte[] bytes(Object message, String end) throws JsonProcessingException {
        // By a string, whose encoding replaces lone surrogates; bytes written directly would have them escaped, which
        // strict clients reject.
        return (JSON.writeValueAsString(message) + end).getBytes(StandardCharsets.UTF_8);
    }

    /** The id as the SDK's records represent it: a string or a number. */
    public static Object plainId(JsonNode id) {
        return id.isTextual() ? id.textValue() : id.isIntegralNumber() ? id.numberValue() : id.toString();
    }

    public static Map<String, @Nullable Object> error(Incoming.Malformed malformed) {
        return error(malformed.id() == null ? null : plainId(malformed.id()), malformed.code(), malformed.reason());
    }

    /** A map, because the SDK's record omits a null id, which JSON-RPC requires. */
    public static Map<String, @Nullable Object> error(@Nullable Object id, int code, String message) {
        return error(id, code, message, null);
    }

    public static Map<String, @Nullable Object> error(Object id, JSONRPCResponse.JSONRPCError error) {
        return error(id, error.code(), error.message(), error.data());
    }

    /** @param data omitted when null */
    public static Map<String, @Nullable Object> error(
            @Nullable Object id, int code, @Nullable String message, @Nullable Object data) {
        var error = new LinkedHashMap<String, @Nullable Object>();
        error.put("code", code);
        error.put("message", message == null ? "Error." : message);
        if (data != null) {
            error.put("data", data);
        }
        return envelope(id, "error", error);
    }

    public static Map<String, @Nullable Object> result(Object id, Object result) {
        return envelope(id, "result", result);
    }

    private static Map<String, @Nullable Object> envelope(@Nullable Object id, String part, Object content) {
        var response = new LinkedHashMap<String, @Nullable Object>();
        response.put("jsonrpc", McpSchema.JSONRPC_VERSION);
        response.put("id", id);
        response.put(part, content);
        return response;
    }
}
