package dev.poemcp.server.jsonrpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.poemcp.server.jsonrpc.Incoming.Malformed;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Parses and validates messages by JSON-RPC 2.0 and the MCP rule that ids are strings or integers. */
public final class IncomingParser {
    /** Far more than clients send; each message of a batch may occupy a thread. */
    private static final int MAX_BATCH = 100;

    private static final char REPLACEMENT = '\ufffd';

    private final ObjectReader json;

    /** @param json must reject trailing tokens after the first JSON value */
    public IncomingParser(ObjectReader json) {
        this.json = json;
    }

    public Incoming parse(byte[] line) {
        var text = new String(line, StandardCharsets.UTF_8);
        // It has this character also if the line is malformed; a JSON parser would accept some of that.
        if (text.indexOf(REPLACEMENT) >= 0 && !isUtf8(line)) {
            return new Malformed(null, ErrorCodes.PARSE_ERROR, "Parse error: the line is not valid UTF-8.");
        }
        try {
            var node = json.readTree(text);
            return node.isMissingNode() ? unreadable() : message(node, true);
        } catch (JsonProcessingException e) {
            return unreadable();
        }
    }

    private static boolean isUtf8(byte[] line) {
        try {
            // A new decoder reports malformed input.
            var unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static Malformed unreadable() {
        return new Malformed(null, ErrorCodes.PARSE_ERROR, "Parse error: the line is not one JSON value.");
    }

    private static Incoming message(JsonNode node, boolean mayBeBatch) {
        if (node.isArray() && mayBeBatch) {
            return batch(node);
        }
        if (!node.isObject()) {
            return invalid(null, "a message is a JSON object.");
        }
        var id = node.get("id");
        var validId = isId(id) ? id : null;
        if (!"2.0".equals(node.path("jsonrpc").textValue())) {
            return invalid(validId, "\"jsonrpc\" must be \"2.0\".");
        }
        if (id != null && validId == null) {
            return invalid(null, "\"id\" must be a string or an integer.");
        }
        var method = node.get("method");
        if (method == null) {
            return response(node, validId);
        }
        if (!method.isTextual()) {
            return invalid(validId, "\"method\" must be a string.");
        }
        var params = node.get("params");
        if (params != null && params.isNull()) {
            params = null;
        }
        if (params != null && !params.isObject()) {
            return invalid(validId, "\"params\" must be an object.");
        }
        return validId == null
                ? new Incoming.Notification(method.textValue(), params)
                : new Incoming.Request(validId, method.textValue(), params);
    }

    private static Incoming response(JsonNode node, @Nullable JsonNode id) {
        var result = node.get("result");
        var error = node.get("error");
        if (id == null || (result == null) == (error == null)) {
            return invalid(id, "neither a request, nor a notification, nor an answer.");
        }
        return new Incoming.Response(id, result, error);
    }

    private static Incoming batch(JsonNode array) {
        if (array.isEmpty() || array.size() > MAX_BATCH) {
            return invalid(null, "a batch holds 1 to " + MAX_BATCH + " messages.");
        }
        var messages = new ArrayList<Incoming>(array.size());
        for (var element : array) {
            messages.add(message(element, false));
        }
        return new Incoming.Batch(messages);
    }

    private static boolean isId(@Nullable JsonNode id) {
        return id != null && (id.isTextual() || (id.isIntegralNumber() && id.canConvertToLong()));
    }

    private static Malformed invalid(@Nullable JsonNode id, String reason) {
        return new Malformed(id, ErrorCodes.INVALID_REQUEST, "Invalid request: " + reason);
    }
}
