package dev.poemcp.server.jsonrpc;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages of JSON-RPC 2.0 as every transport reads and writes them. */
public final class JsonRpc {
    /** A code of ours, outside what JSON-RPC reserves: more at once than the server takes. */
    public static final int BUSY = -31000;

    /** Writes, and turns records into trees. */
    public static final ObjectMapper JSON = new ObjectMapper();

    private JsonRpc() {}

    /** Reads exactly one value, each name in it once. */
    public static ObjectReader reader() {
        return JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .build()
                .reader();
    }

    /** An id as the SDK's records hold it. */
    public static Object plainId(JsonNode id) {
        return id.isTextual() ? id.textValue() : id.isIntegralNumber() ? id.numberValue() : id.toString();
    }

    /** By hand, since the SDK's record leaves an id of null out, and the specification wants it there. */
    public static Map<String, @Nullable Object> error(@Nullable Object id, int code, String message) {
        return error(id, code, message, null);
    }

    /** @param data left out when null */
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
