package dev.poemcp.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** JSON for readers: long parts cut, short objects on one line. */
final class ReadableJson {
    private static final int WIDTH = 110;
    private static final int MAX_TEXT = 90;
    private static final int MAX_PRIMITIVES = 3;

    private ReadableJson() {}

    static String of(JsonNode value) {
        return text(shortened(value), 0);
    }

    private static JsonNode shortened(JsonNode value) {
        if (value instanceof ObjectNode object) {
            ObjectNode copy = object.objectNode();
            object.properties().forEach(field -> copy.set(field.getKey(), shortened(field.getValue())));
            return copy;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode copy = array.arrayNode();
            int kept = array.path(0).isContainerNode() ? 1 : MAX_PRIMITIVES;
            array.valueStream().limit(kept).map(ReadableJson::shortened).forEach(copy::add);
            return copy;
        }
        return value.isTextual() ? TextNode.valueOf(shortened(value.asText())) : value;
    }

    private static String shortened(String text) {
        // Not in the middle of an emoji.
        return text.codePointCount(0, text.length()) <= MAX_TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_TEXT)) + "…";
    }

    private static String text(JsonNode value, int indent) {
        String line = line(value);
        if (!value.isContainerNode() || indent + line.length() <= WIDTH) {
            return line;
        }
        String inner = " ".repeat(indent + 2);
        List<String> parts = value.isArray()
                ? value.valueStream().map(item -> text(item, indent + 2)).toList()
                : value.properties().stream()
                        .map(field -> name(field) + text(field.getValue(), indent + 2))
                        .toList();
        String brackets = value.isArray() ? "[]" : "{}";
        return brackets.charAt(0) + "\n" + inner + String.join(",\n" + inner, parts) + "\n" + " ".repeat(indent)
                + brackets.charAt(1);
    }

    private static String line(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(ReadableJson::line)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return value.isObject()
                ? value.properties().stream()
                        .map(field -> name(field) + line(field.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"))
                : value.toString();
    }

    private static String name(Map.Entry<String, JsonNode> field) {
        return TextNode.valueOf(field.getKey()) + ": ";
    }
}
