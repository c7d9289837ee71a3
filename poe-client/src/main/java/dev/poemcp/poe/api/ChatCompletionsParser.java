package dev.poemcp.poe.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import org.jspecify.annotations.Nullable;

/**
 * Chat completions. The reply is complete with {@code [DONE]}, or at the end of the stream if a {@code finish_reason} came.
 * Reasoning is no part of it. Source: docs/official-api.md, chat completions.
 */
final class ChatCompletionsParser implements ReplyParser {
    private static final String DONE = "[DONE]";

    private final ReplyOutput output;
    private final StringBuilder text = new StringBuilder();
    private boolean finished;

    ChatCompletionsParser(ReplyOutput output) {
        this.output = output;
    }

    @Override
    public void event(@Nullable String type, String data) {
        if (data.strip().equals(DONE)) {
            complete();
            return;
        }
        ReplyJson.object(data, output).ifPresent(chunk -> read(chunk, "delta"));
    }

    @Override
    public boolean end() {
        if (finished) {
            complete();
        }
        return finished;
    }

    @Override
    public void whole(JsonNode answer) {
        read(answer, "message");
        if (!output.ended() && !answer.path("choices").isArray()) {
            output.unreadable("no answer", answer.toString());
        }
        complete();
    }

    private void read(JsonNode chunk, String part) {
        JsonNode error = chunk.path("error");
        if (!error.isMissingNode() && !error.isNull()) {
            output.failed(ApiError.inStream(error), false);
            return;
        }
        for (JsonNode choice : chunk.path("choices")) {
            // Poe gives one choice; of others, nothing was asked.
            if (choice.path("index").asInt(0) == 0) {
                append(choice.path(part).path("content").asText(""));
                finish(choice.path("finish_reason").asText(""));
            }
        }
    }

    private void append(String piece) {
        output.append(piece);
        if (!output.ended()) {
            text.append(piece);
        }
    }

    private void finish(String reason) {
        if (reason.equals("content_filter")) {
            output.failed(new PoeFailure.MessageFailed(
                    reason, "The model's maker withheld the answer or its rest.", false, Spend.POSSIBLE));
        }
        // With "length" the text is usable: the caller has set the limit, or the model has none higher.
        finished |= !reason.isEmpty();
    }

    private void complete() {
        if (!output.ended()) {
            MediaLinks.in(text.toString()).forEach(output::attachment);
            output.completed();
        }
    }
}
