package dev.poemcp.poe.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.api.Question.TurnFile;

/** Request of Responses. The whole conversation is its input. Source: docs/official-api.md, responses. */
final class ResponsesBody {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TurnMessages MESSAGES = new TurnMessages("input_text", ResponsesBody::part);

    private ResponsesBody() {}

    /** @throws PoeException {@code InvalidRequest} for a file that it cannot carry */
    static ObjectNode of(Question question, boolean stream) {
        ObjectNode body = JSON.valueToTree(question.parameters());
        body.put("model", question.bot());
        MESSAGES.addTo(body.putArray("input"), question);
        return body.put("stream", stream);
    }

    private static ObjectNode part(TurnFile file) {
        ObjectNode part = JSON.createObjectNode();
        String address = FileData.address(file);
        return FileData.isImage(file)
                ? part.put("type", "input_image").put("image_url", address)
                : part.put("type", "input_file").put("filename", file.name()).put("file_data", address);
    }
}
