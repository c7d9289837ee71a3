package dev.poemcp.poe.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.poe.api.Question.Turn;
import dev.poemcp.poe.api.Question.TurnFile;
import java.util.function.Function;

/** The turns of a question as messages of OpenAI's two endpoints, which name the parts of a message differently. */
final class TurnMessages {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String textType;
    private final Function<TurnFile, ? extends JsonNode> filePart;

    /**
     * @param textType {@code type} of a part with text
     * @param filePart part for a file
     */
    TurnMessages(String textType, Function<TurnFile, ? extends JsonNode> filePart) {
        this.textType = textType;
        this.filePart = filePart;
    }

    /** Adds them, oldest first. */
    void addTo(ArrayNode messages, Question question) {
        question.turns().forEach(turn -> messages.add(message(turn)));
    }

    private ObjectNode message(Turn turn) {
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
            parts.addObject().put("type", textType).put("text", turn.text());
        }
        turn.files().forEach(file -> parts.add(filePart.apply(file)));
        return message;
    }
}
