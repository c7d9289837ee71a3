package dev.poemcp.emulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;

/** Copies of JSON in which fields of one name differ, at any depth. */
final class JsonEdit {
    private JsonEdit() {}

    static JsonNode renamed(JsonNode node, String from, String to) {
        return copy(node, name -> name.equals(from) ? to : name);
    }

    static JsonNode without(JsonNode node, String field) {
        return copy(node, name -> name.equals(field) ? "" : name);
    }

    /** @param newName of a field; empty: it is left out */
    private static JsonNode copy(JsonNode node, Function<String, String> newName) {
        if (node.isArray()) {
            var array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(copy(element, newName)));
            return array;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        var copy = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(field -> {
            var name = newName.apply(field.getKey());
            if (!name.isEmpty()) {
                copy.set(name, copy(field.getValue(), newName));
            }
        });
        return copy;
    }
}
