package dev.poemcp.poe.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.api.Question.TurnFile;

/**
 * Request of chat completions. Files travel in it; of addresses, Poe takes only those of images. Source: docs/official-api.md,
 * chat completions.
 */
final class ChatCompletionsBody {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TurnMessages MESSAGES = new TurnMessages("text", ChatCompletionsBody::part);

    private ChatCompletionsBody() {}

    /** @throws PoeException {@code InvalidRequest} for a file that it cannot carry */
    static ObjectNode of(Question question, boolean stream) {
        ObjectNode body = JSON.valueToTree(question.parameters());
        body.put("model", question.bot());
        MESSAGES.addTo(body.putArray("messages"), question);
        body.put("stream", stream);
        body.remove("stream_options");
        if (stream) {
            body.putObject("stream_options").put("include_usage", true);
        }
        return body;
    }

    private static ObjectNode part(TurnFile file) {
        ObjectNode part = JSON.createObjectNode();
        String address = FileData.address(file);
        if (FileData.isImage(file)) {
            part.put("type", "image_url").putObject("image_url").put("url", address);
        } else {
            part.put("type", "file")
                    .putObject("file")
                    .put("filename", file.name())
                    .put("file_data", address);
        }
        return part;
    }
}
