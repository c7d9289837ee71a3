package dev.poemcp.it;

import static dev.poemcp.it.HostSession.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Answers any {@code elicitation/create} form with consent. */
final class ConsentForm {
    private ConsentForm() {}

    static ObjectNode agree(JsonNode params) {
        var content = object();
        params.path("requestedSchema").path("properties").properties().forEach(property -> {
            JsonNode schema = property.getValue();
            if (schema.path("type").asText().equals("boolean")) {
                content.put(property.getKey(), true);
            } else {
                content.set(property.getKey(), schema.path("enum").path(0));
            }
        });
        return content;
    }
}
