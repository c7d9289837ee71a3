package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * The calls of {@code every-tool.json}, which the Java and the Node suite both play. A step has the tool to
 * {@code call}, its arguments {@code with}, a name to {@code save} the result by, values to {@code expect} and
 * {@code sizes} of arrays, by path. A string {@code $name.path} is for a part of a saved result.
 */
final class Scenario {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FILE =
            Path.of(System.getProperty("project.root"), "integration-tests/src/test/node/every-tool.json");

    private final Map<String, JsonNode> saved = new HashMap<>();
    private final Set<String> called = new TreeSet<>();

    /** @param call makes a successful call of a tool and returns its structured content */
    static Scenario play(BiFunction<String, ObjectNode, JsonNode> call) {
        var scenario = new Scenario();
        try {
            JSON.readTree(FILE.toFile()).forEach(step -> scenario.play(step, call));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return scenario;
    }

    private void play(JsonNode step, BiFunction<String, ObjectNode, JsonNode> call) {
        String tool = step.path("call").asText();
        called.add(tool);
        JsonNode result = call.apply(tool, (ObjectNode) resolve(step.path("with")));
        step.path("expect")
                .properties()
                .forEach(entry -> assertEquals(
                        resolve(entry.getValue()),
                        at(result, entry.getKey()),
                        () -> tool + ", " + entry.getKey() + ": " + result));
        step.path("sizes")
                .properties()
                .forEach(entry -> assertEquals(
                        entry.getValue().asInt(),
                        at(result, entry.getKey()).size(),
                        () -> tool + ", size of " + entry.getKey() + ": " + result));
        if (step.has("save")) {
            saved.put(step.path("save").asText(), result);
        }
    }

    /** The result saved by this name. */
    JsonNode saved(String name) {
        return saved.getOrDefault(name, JSON.missingNode());
    }

    Set<String> called() {
        return called;
    }

    private JsonNode resolve(JsonNode value) {
        if (value.isMissingNode()) {
            return JSON.createObjectNode();
        }
        if (value.isTextual() && value.textValue().startsWith("$")) {
            String[] parts = value.textValue().substring(1).split("\\.", 2);
            return at(saved(parts[0]), parts[1]);
        }
        if (value.isArray()) {
            ArrayNode resolved = JSON.createArrayNode();
            value.forEach(item -> resolved.add(resolve(item)));
            return resolved;
        }
        if (value.isObject()) {
            ObjectNode resolved = JSON.createObjectNode();
            value.properties().forEach(entry -> resolved.set(entry.getKey(), resolve(entry.getValue())));
            return resolved;
        }
        return value;
    }

    private static JsonNode at(JsonNode value, String path) {
        return value.at("/" + path.replace('.', '/'));
    }
}
