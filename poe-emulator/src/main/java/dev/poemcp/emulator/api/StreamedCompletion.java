package dev.poemcp.emulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.world.Attachment;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a reply as a stream of chat completion chunks (docs/official-api.md §3.6). */
final class StreamedCompletion implements ReplySink {
    private final ApiExchange exchange;
    private final Completion completion;
    private final boolean usageChunk;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thoughts = new StringBuilder();
    private boolean begun;
    private int calls;

    StreamedCompletion(ApiExchange exchange, Completion completion, boolean usageChunk) {
        this.exchange = exchange;
        this.completion = completion;
        this.usageChunk = usageChunk;
    }

    @Override
    public void text(String piece, Runnable next) {
        text.append(piece);
        write(chunk(Json.object().put("content", piece), null), next);
    }

    @Override
    public void thought(String piece, Runnable next) {
        thoughts.append(piece);
        write(chunk(Json.object().put("reasoning_content", piece), null), next);
    }

    @Override
    public void replace(String whole, Runnable next) {
        throw new IllegalStateException("Chunks can only append");
    }

    @Override
    public void file(Attachment file, Runnable next) {
        text((text.isEmpty() ? "" : "\n\n") + completion.textOf(file), next);
    }

    /** The first delta carries the name, the later ones pieces of the arguments. */
    @Override
    public void call(String name, String arguments, Runnable next) {
        var middle = arguments.length() / 2;
        var index = calls;
        calls++;
        var first = callDelta(index, Completion.call(index, name, arguments.substring(0, middle)));
        var rest = Json.object();
        rest.putObject("function").put("arguments", arguments.substring(middle));
        write(chunk(first, null), () -> write(chunk(callDelta(index, rest), null), next));
    }

    @Override
    public void end(End end) {
        if (end.error() != null && !begun) {
            exchange.error(end.error());
            return;
        }
        if (end.error() != null) {
            // Like a provider that fails in mid-stream: no finish reason and no end mark.
            exchange.lastPiece(data(end.error().json(exchange.behavior())));
            return;
        }
        var usage = completion.json("chat.completion.chunk");
        usage.putArray("choices");
        usage.set("usage", completion.usage(text, thoughts));
        var done = exchange.behavior().transfer().withoutEnd() ? "" : "data: [DONE]\n\n";
        write(chunk(Json.object(), end.reason()), () -> exchange.lastPiece((usageChunk ? data(usage) : "") + done));
    }

    private static ObjectNode callDelta(int index, ObjectNode call) {
        var delta = Json.object();
        delta.putArray("tool_calls").add(call.put("index", index));
        return delta;
    }

    private ObjectNode chunk(ObjectNode delta, @Nullable String finishReason) {
        if (!begun) {
            delta.put("role", "assistant");
        }
        var json = completion.json("chat.completion.chunk");
        var choice = json.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finishReason);
        return json;
    }

    private void write(JsonNode json, Runnable next) {
        var malformed = "";
        if (!begun) {
            begun = true;
            exchange.begin("text/event-stream", Map.of("Cache-Control", "no-cache"));
            malformed = exchange.behavior().transfer().malformedEvents() ? "data: {\"id\": \"chatcmpl-\n\n" : "";
        }
        exchange.piece(malformed + data(json), next);
    }

    private static String data(JsonNode json) {
        return "data: " + json + "\n\n";
    }
}
