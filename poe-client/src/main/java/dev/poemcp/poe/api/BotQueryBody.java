package dev.poemcp.poe.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.api.Question.Turn;
import dev.poemcp.poe.api.Question.TurnFile;
import java.util.List;

/**
 * Request of the bot query protocol, version 1.2. Files were uploaded before. Source: docs/official-api.md, bot query protocol.
 */
final class BotQueryBody {
    private static final ObjectMapper JSON = new ObjectMapper();

    private BotQueryBody() {}

    /** @throws PoeException {@code InvalidRequest} for a file that was not uploaded */
    static ObjectNode of(Question question) {
        ObjectNode body = JSON.createObjectNode();
        body.put("version", "1.2").put("type", "query");
        ArrayNode query = body.putArray("query");
        List<Turn> turns = question.turns();
        turns.forEach(turn -> query.add(message(turn)));
        if (!turns.isEmpty() && !question.parameters().isEmpty()) {
            ((ObjectNode) query.get(turns.size() - 1)).set("parameters", JSON.valueToTree(question.parameters()));
        }
        // Callers with a key have none of these.
        return body.put("user_id", "").put("conversation_id", "").put("message_id", "");
    }

    private static ObjectNode message(Turn turn) {
        ObjectNode message = JSON.createObjectNode();
        message.put("role", turn.role() == Question.Role.USER ? "user" : "bot")
                .put("content", turn.text())
                .put("content_type", "text/markdown");
        ArrayNode attachments = message.putArray("attachments");
        turn.files().forEach(file -> attachments.add(attachment(file)));
        return message;
    }

    private static ObjectNode attachment(TurnFile file) {
        if (file.url() == null) {
            throw new PoeException(new PoeFailure.InvalidRequest(
                    "The file \"" + file.name() + "\" was not uploaded, so this bot cannot get it."));
        }
        return JSON.createObjectNode()
                .put("url", file.url().toString())
                .put("content_type", file.mimeType())
                .put("name", file.name());
    }
}
