package dev.poemcp.poe.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import org.jspecify.annotations.Nullable;

/**
 * Responses. The reply is complete with {@code response.completed}, or with {@code [DONE]}. Source: docs/official-api.md,
 * responses.
 */
final class ResponsesParser implements ReplyParser {
    private final ReplyOutput output;
    private JsonNode item = NullNode.getInstance();

    ResponsesParser(ReplyOutput output) {
        this.output = output;
    }

    @Override
    public void event(@Nullable String type, String data) {
        if (data.strip().equals("[DONE]")) {
            output.completed();
            return;
        }
        ReplyJson.object(data, output).ifPresent(this::read);
    }

    @Override
    public boolean end() {
        return false;
    }

    @Override
    public void whole(JsonNode answer) {
        if (answer.path("output").isArray() || answer.path("error").isObject()) {
            finish(answer);
        } else {
            output.unreadable("no answer", answer.toString());
        }
    }

    private void read(JsonNode event) {
        switch (event.path("type").asText("")) {
            case "response.output_text.delta" -> append(event.path("output_index"), event.path("delta"));
            case "response.completed", "response.incomplete", "response.failed" -> finish(event.path("response"));
            case "error" ->
                output.failed(ApiError.inStream(event.path("error").isObject() ? event.path("error") : event), false);
            default -> {
                if (event.path("error").isObject()) {
                    output.failed(ApiError.inStream(event.path("error")), false);
                }
            }
        }
    }

    private void finish(JsonNode response) {
        String status = response.path("status").asText("");
        String reason = response.path("incomplete_details").path("reason").asText("");
        if (response.path("error").isObject() || status.equals("failed")) {
            output.failed(ApiError.inStream(response.path("error")), false);
            return;
        }
        if (!output.hasText()) {
            appendAll(response.path("output"));
        }
        if (reason.equals("content_filter")) {
            output.failed(new PoeFailure.MessageFailed(
                    reason, "The model's maker withheld the answer or its rest.", false, Spend.POSSIBLE));
            return;
        }
        output.completed();
    }

    /** A part may lack its text. */
    private void appendAll(JsonNode items) {
        int index = 0;
        for (JsonNode element : items) {
            JsonNode position = IntNode.valueOf(index++);
            for (JsonNode part : element.path("content")) {
                if (part.path("type").asText("").equals("output_text")) {
                    append(position, part.path("text"));
                }
            }
        }
    }

    /** Messages of one reply are paragraphs. */
    private void append(JsonNode position, JsonNode text) {
        String piece = text.asText("");
        if (piece.isEmpty()) {
            return;
        }
        if (output.hasText() && !position.equals(item)) {
            output.append("\n\n");
        }
        item = position;
        output.append(piece);
    }
}
