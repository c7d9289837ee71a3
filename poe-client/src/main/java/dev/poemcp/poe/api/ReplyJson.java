package dev.poemcp.poe.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/** Reads the JSON of an event. */
final class ReplyJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReplyJson() {}

    /** Empty if it is not an object, which ends the reply. */
    static Optional<JsonNode> object(String data, ReplyOutput output) {
        try {
            JsonNode node = JSON.readTree(data);
            if (node.isObject()) {
                return Optional.of(node);
            }
            output.unreadable("an event that is not an object", data);
        } catch (JsonProcessingException malformed) {
            output.unreadable("an event with malformed JSON", data);
        }
        return Optional.empty();
    }
}
