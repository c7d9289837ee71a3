package dev.poemcp.emulator.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The response object of one answer as it grows (docs/official-api.md §4.2). */
final class ResponseOutput {
    private final Completion facts;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thoughts = new StringBuilder();
    private final ArrayNode calls = JsonNodeFactory.instance.arrayNode();

    /** Uses all of the facts, in the names of this endpoint. */
    ResponseOutput(Completion facts) {
        this.facts = facts;
    }

    Completion facts() {
        return facts;
    }

    StringBuilder text() {
        return text;
    }

    StringBuilder thoughts() {
        return thoughts;
    }

    /** Adds a call and returns its item. */
    ObjectNode call(String name, String arguments) {
        var number = calls.size();
        return calls.addObject()
                .put("type", "function_call")
                .put("id", "fc_" + number)
                .put("call_id", "call_" + number)
                .put("name", name)
                .put("arguments", arguments)
                .put("status", "completed");
    }

    /** The response without output, as at the start of a stream. */
    ObjectNode started() {
        var json = response("in_progress");
        json.putArray("output");
        json.putNull("usage").putNull("error").putNull("incomplete_details");
        return json;
    }

    ObjectNode failed(ApiError error) {
        var json = response("failed");
        json.set("output", output());
        json.putObject("error").put("code", error.type()).put("message", error.message());
        return json;
    }

    /** The whole response; the reason is one of §3.3. */
    ObjectNode ended(String reason) {
        var truncated = reason.equals("length");
        var json = response(truncated ? "incomplete" : "completed");
        json.set("output", output());
        var chat = facts.usage(text, thoughts);
        var usage = json.putObject("usage");
        usage.set("input_tokens", chat.path("prompt_tokens"));
        usage.set("output_tokens", chat.path("completion_tokens"));
        usage.set("total_tokens", chat.path("total_tokens"));
        usage.set("input_tokens_details", chat.path("prompt_tokens_details"));
        usage.set("output_tokens_details", chat.path("completion_tokens_details"));
        json.putNull("error");
        json.set(
                "incomplete_details",
                truncated ? Json.object().put("reason", "max_output_tokens") : JsonNodeFactory.instance.nullNode());
        return json;
    }

    private ObjectNode response(String status) {
        return Json.object()
                .put("id", facts.id())
                .put("object", "response")
                .put("created_at", facts.created())
                .put("status", status)
                .put("model", facts.model())
                .put("store", false);
    }

    private ArrayNode output() {
        var output = JsonNodeFactory.instance.arrayNode();
        if (!thoughts.isEmpty()) {
            output.addObject()
                    .put("type", "reasoning")
                    .put("id", "rs_0")
                    .putArray("summary")
                    .addObject()
                    .put("type", "summary_text")
                    .put("text", thoughts.toString());
        }
        output.addAll(calls);
        var message = output.addObject()
                .put("type", "message")
                .put("id", "msg_0")
                .put("role", "assistant")
                .put("status", "completed");
        var part = message.putArray("content").addObject().put("type", "output_text");
        // Seen beside calls: a part without a text.
        if (!text.isEmpty() || calls.isEmpty()) {
            part.put("text", text.toString());
        }
        part.putArray("annotations");
        return output;
    }
}
