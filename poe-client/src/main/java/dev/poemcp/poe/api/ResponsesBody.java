package dev.poemcp.poe.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.api.Question.Turn;
import dev.poemcp.poe.api.Question.TurnFile;

/** Request of Responses. The whole conversation is its input. Source: docs/official-api.md, responses. */
final class ResponsesBody {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ResponsesBody() {}

    /** @throws PoeException {@code InvalidRequest} for a file that it cannot carry */
    static ObjectNode of(Question question, boolean stream) {
        ObjectNode body = JSON.valueToTree(question.parameters());
        body.put("model", question.bot());
        ArrayNode input = body.putArray("input");
        question.turns().forEach(turn -> input.add(message(turn)));
        return body.put("stream", stream);
    }

    private static ObjectNode message(Turn turn) {
        ObjectNode message = JSON.createObjectNode();
        if (turn.role() == Question.Role.BOT) {
            // Files of a bot cannot be given back here; their addresses are in its text.
            return message.put("role", "assistant").put("content", turn.text());
        }
        message.put("role", "user");
        if (turn.files().isEmpty()) {
            return message.put("content", turn.text());
        }
        ArrayNode parts = message.putArray("content");
        if (!turn.text().isBlank()) {
            parts.addObject().put("type", "input_text").put("text", turn.text());
        }
        turn.files().forEach(file -> parts.add(part(file)));
        return message;
    }

    private static ObjectNode part(TurnFile file) {
        ObjectNode part = JSON.createObjectNode();
        String address = FileData.address(file);
        return FileData.isImage(file)
                ? part.put("type", "input_image").put("image_url", address)
                : part.put("type", "input_file").put("filename", file.name()).put("file_data", address);
    }
}
