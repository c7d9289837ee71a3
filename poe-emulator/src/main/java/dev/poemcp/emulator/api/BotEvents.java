package dev.poemcp.emulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.control.ApiBehavior.BotFailures;
import dev.poemcp.emulator.world.Attachment;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a reply as the events of the bot query protocol (docs/official-api.md §8.2). */
final class BotEvents implements ReplySink {
    private final ApiExchange exchange;
    private final String baseUrl;
    private boolean begun;
    private int calls;

    BotEvents(ApiExchange exchange, String baseUrl) {
        this.exchange = exchange;
        this.baseUrl = baseUrl;
    }

    @Override
    public void text(String piece, Runnable next) {
        write(ofAnswer("text", textOf(piece)), next);
    }

    /** The protocol has no event for thoughts: bots show them as text. */
    @Override
    public void thought(String piece, Runnable next) {
        text("> " + piece + "\n\n", next);
    }

    @Override
    public void replace(String whole, Runnable next) {
        write(ofAnswer("replace_response", textOf(whole)), next);
    }

    @Override
    public void file(Attachment file, Runnable next) {
        var data = Json.object()
                .put("url", baseUrl + file.path())
                .put("content_type", file.mimeType())
                .put("name", file.name())
                .putNull("inline_ref");
        write(ofAnswer("file", data), next);
    }

    @Override
    public void call(String name, String arguments, Runnable next) {
        var delta = Json.object();
        delta.putArray("tool_calls").add(Completion.call(calls, name, arguments).put("index", calls));
        calls++;
        write(event("json", choice(delta, null)), next);
    }

    @Override
    public void end(End end) {
        if (end.error() != null) {
            fail(end.error());
            return;
        }
        var last = new StringBuilder();
        if (end.reason().equals("tool_calls")) {
            last.append(event("json", choice(Json.object(), "tool_calls")));
        }
        end.suggestions().forEach(reply -> last.append(event("suggested_reply", textOf(reply))));
        write(last.toString(), () -> exchange.lastPiece(done()));
    }

    /** Ends with a failure: an event, or as long as nothing is written and the behavior says so, a status. */
    void fail(ApiError error) {
        if (!begun && exchange.behavior().botFailures() == BotFailures.STATUS) {
            exchange.send(error.status(), "text/plain", error.message());
            return;
        }
        write(event("error", data(error)), () -> exchange.lastPiece(done()));
    }

    /** The known {@code error_type}s (docs/official-api.md §8.3). */
    private static ObjectNode data(ApiError error) {
        if ("model_not_found".equals(error.code())) {
            return textOf("Bot does not exist").put("allow_retry", false);
        }
        var type = switch (error.status()) {
            case 401 -> "invalid_api_key";
            case 402 -> error.type().equals("subscription_required") ? "subscription_required" : "insufficient_fund";
            case 413 -> "user_message_too_long";
            case 429 -> "rate_limit_exceeded";
            case 400 -> "user_caused_error";
            default -> null;
        };
        var data = textOf(error.message()).put("allow_retry", error.status() == 429 || error.status() >= 500);
        return type == null ? data : data.put("error_type", type);
    }

    /** An event of the text, with the index of the only answer if the behavior says so. */
    private String ofAnswer(String name, ObjectNode data) {
        return event(name, exchange.behavior().transfer().indexes() ? data.put("index", 0) : data);
    }

    private static ObjectNode textOf(String text) {
        return Json.object().put("text", text);
    }

    private static ObjectNode choice(ObjectNode delta, @Nullable String finishReason) {
        var json = Json.object();
        var choice = json.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finishReason);
        return json;
    }

    private String done() {
        return exchange.behavior().transfer().withoutEnd() ? "" : event("done", Json.object());
    }

    private void write(String events, Runnable next) {
        var opening = "";
        if (!begun) {
            begun = true;
            exchange.begin("text/event-stream", Map.of("Cache-Control", "no-store"));
            var meta = Json.object()
                    .put("content_type", "text/markdown")
                    .put("suggested_replies", true)
                    .put("linkify", true)
                    .put("refetch_settings", false);
            opening = event("meta", meta) + "event: ping\ndata: {}\n\n";
            opening += exchange.behavior().transfer().malformedEvents() ? "event: text\ndata: {\"text\": \"\n\n" : "";
        }
        exchange.piece(opening + events, next);
    }

    private static String event(String name, JsonNode data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }
}
