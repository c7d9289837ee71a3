package dev.poemcp.emulator.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** JSON objects for the results of operations. */
final class Nodes {
    private Nodes() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** An object with one field; null becomes JSON's null. */
    static ObjectNode of(String name, @Nullable JsonNode value) {
        var node = object();
        node.set(name, value == null ? JsonNodeFactory.instance.nullNode() : value);
        return node;
    }

    static ObjectNode status(String status, @Nullable String statusMessage) {
        return object().put("status", status).put("statusMessage", statusMessage);
    }
}
