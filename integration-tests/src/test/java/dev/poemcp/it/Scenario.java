package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tool calls as data: {@code node/*.json}, of which the Java and the Node suite both play {@code every-tool.json}, and
 * {@code tasks/*.json}. A step has the tool to {@code call}, its arguments {@code with}, and the code of the
 * {@code error} if it must fail, or {@code mayFail} with, where older builds of the site cannot do it. Of the structured result it has a name to {@code save} it by, values to
 * {@code expect} and {@code sizes} of arrays, by path. Of the text it has what to {@code find}: regular expressions by
 * the name that their group is saved by. A string {@code $name} or {@code $name.path} is for what was saved.
 */
final class Scenario {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDER = Path.of(System.getProperty("project.root"), "integration-tests/src/test");

    private final Map<String, JsonNode> saved = new HashMap<>();
    private final Set<String> called = new TreeSet<>();

    /**
     * @param file in {@code src/test}
     * @param call calls a tool with arguments
     */
    static Scenario play(String file, BiFunction<String, ObjectNode, ToolOutcome> call) {
        var scenario = new Scenario();
        try {
            JSON.readTree(FOLDER.resolve(file).toFile()).forEach(step -> scenario.play(step, call));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return scenario;
    }

    private void play(JsonNode step, BiFunction<String, ObjectNode, ToolOutcome> call) {
        String tool = step.path("call").asText();
        called.add(tool);
        ToolOutcome outcome = call.apply(tool, (ObjectNode) resolve(step.path("with")));
        if (step.has("mayFail") && step.path("mayFail").equals(outcome.error().path("code"))) {
            return;
        }
        if (step.has("error")) {
            outcome.assertError(step.path("error").asText());
        } else {
            outcome.assertOk();
        }
        String text = outcome.text();
        step.path("find")
                .properties()
                .forEach(entry ->
                        saved.put(entry.getKey(), found(entry.getValue().asText(), text, tool)));
        JsonNode result = outcome.structured();
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

    private static JsonNode found(String regex, String text, String tool) {
        Matcher matcher = Pattern.compile(regex).matcher(text);
        assertTrue(matcher.find(), () -> "the text of " + tool + " does not have " + regex + ":\n" + text);
        String value = matcher.group(Math.min(1, matcher.groupCount()));
        // Ids and counts become numbers, as a model writes them in arguments.
        return value.matches("\\d+") ? LongNode.valueOf(Long.parseLong(value)) : TextNode.valueOf(value);
    }

    /** The result or value saved by this name. */
    JsonNode saved(String name) {
        JsonNode value = saved.get(name);
        if (value == null) {
            throw new IllegalArgumentException("No step saves " + name);
        }
        return value;
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
            return parts.length == 1 ? saved(parts[0]) : at(saved(parts[0]), parts[1]);
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
