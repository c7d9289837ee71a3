package dev.poemcp.server.jsonrpc;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.util.NameTransformer;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.IOException;

/**
 * Writes the results of tools as Jackson would after it has studied the SDK's records, which takes longer than the first
 * call. Content other than text is left to Jackson.
 */
final class ToolResultSerializer extends StdSerializer<CallToolResult> {
    private static final long serialVersionUID = 1L;

    private final boolean isUnwrapping;

    ToolResultSerializer() {
        this(false);
    }

    private ToolResultSerializer(boolean isUnwrapping) {
        super(CallToolResult.class);
        this.isUnwrapping = isUnwrapping;
    }

    @Override
    public JsonSerializer<CallToolResult> unwrappingSerializer(NameTransformer unwrapper) {
        return new ToolResultSerializer(true);
    }

    @Override
    public boolean isUnwrappingSerializer() {
        return isUnwrapping;
    }

    @Override
    public void serialize(CallToolResult result, JsonGenerator json, SerializerProvider provider) throws IOException {
        if (!isUnwrapping) {
            json.writeStartObject(result);
        }
        if (result.content() != null) {
            json.writeArrayFieldStart("content");
            for (var content : result.content()) {
                write(content, json, provider);
            }
            json.writeEndArray();
        }
        if (result.isError() != null) {
            json.writeBooleanField("isError", result.isError());
        }
        if (result.structuredContent() != null) {
            provider.defaultSerializeField("structuredContent", result.structuredContent(), json);
        }
        if (result.meta() != null) {
            provider.defaultSerializeField("_meta", result.meta(), json);
        }
        if (!isUnwrapping) {
            json.writeEndObject();
        }
    }

    private static void write(Content content, JsonGenerator json, SerializerProvider provider) throws IOException {
        if (content instanceof TextContent text && text.annotations() == null && text.meta() == null) {
            json.writeStartObject(text);
            json.writeStringField("type", "text");
            json.writeStringField("text", text.text());
            json.writeEndObject();
        } else {
            provider.defaultSerializeValue(content, json);
        }
    }
}
