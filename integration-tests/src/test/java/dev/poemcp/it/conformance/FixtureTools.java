package dev.poemcp.it.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.protocol.InputRequired;
import dev.poemcp.server.protocol.McpClient;
import io.modelcontextprotocol.spec.McpError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The tools that the suite expects. Some ask the client. */
final class FixtureTools {
    private static final int MISSING_CAPABILITY = -32021;
    private static final String EMPTY_SCHEMA = "{\"type\":\"object\",\"properties\":{}}";
    private static final String SCHEMA_2020_12 = """
            {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
             "$defs":{"address":{"$anchor":"addressDef","type":"object","properties":
               {"street":{"type":"string"},"city":{"type":"string"}}}},
             "properties":{"name":{"type":"string"},"address":{"$ref":"#/$defs/address"},
               "contactMethod":{"type":"string","enum":["phone","email"]},
               "phone":{"type":"string"},"email":{"type":"string"}},
             "allOf":[{"anyOf":[{"required":["phone"]},{"required":["email"]}]}],
             "if":{"properties":{"contactMethod":{"const":"phone"}},"required":["contactMethod"]},
             "then":{"required":["phone"]},"else":{"required":["email"]},"additionalProperties":false}""";
    private static final String DEFAULTS = """
            {"type":"object","required":[],"properties":{
              "name":{"type":"string","description":"User name","default":"John Doe"},
              "age":{"type":"integer","description":"User age","default":30},
              "score":{"type":"number","description":"User score","default":95.5},
              "status":{"type":"string","description":"Status","enum":["active","inactive","pending"],"default":"active"},
              "verified":{"type":"boolean","description":"Verified","default":true}}}""";
    private static final String ENUMS = """
            {"type":"object","required":[],"properties":{
              "untitledSingle":{"type":"string","description":"One","enum":["option1","option2","option3"]},
              "titledSingle":{"type":"string","description":"One","oneOf":[{"const":"value1","title":"First Option"},
                {"const":"value2","title":"Second Option"},{"const":"value3","title":"Third Option"}]},
              "legacyEnum":{"type":"string","description":"One","enum":["opt1","opt2","opt3"],
                "enumNames":["Option One","Option Two","Option Three"]},
              "untitledMulti":{"type":"array","description":"Some","minItems":1,"maxItems":3,
                "items":{"type":"string","enum":["option1","option2","option3"]}},
              "titledMulti":{"type":"array","description":"Some","minItems":1,"maxItems":3,
                "items":{"anyOf":[{"const":"value1","title":"First Choice"},{"const":"value2","title":"Second Choice"},
                {"const":"value3","title":"Third Choice"}]}}}}""";

    private final Map<String, Fixture> tools = new TreeMap<>();
    private final Consumer<String> announce;

    @FunctionalInterface
    private interface ToolHandler {
        Object call(JsonNode params, McpClient client) throws InterruptedException;
    }

    private record Fixture(String inputSchema, ToolHandler tool) {}

    /** @param announce sends a notification to all sessions */
    FixtureTools(Consumer<String> announce) {
        this.announce = announce;
        content();
        notifications();
        questions();
        roundTrips();
    }

    List<Map<String, Object>> list() {
        var all = new ArrayList<Map<String, Object>>();
        tools.forEach((name, fixture) -> all.add(
                Map.of("name", name, "description", "For the suite.", "inputSchema", json(fixture.inputSchema()))));
        return all;
    }

    Object call(JsonNode params, McpClient client) throws InterruptedException {
        var fixture = tools.get(params.path("name").asText());
        if (fixture == null) {
            throw new IllegalArgumentException("Unknown tool.");
        }
        return fixture.tool().call(params, client);
    }

    private void add(String name, ToolHandler tool) {
        tools.put(name, new Fixture(EMPTY_SCHEMA, tool));
    }

    private void content() {
        var image = Map.of("type", "image", "data", FixtureContent.RED_PIXEL_PNG, "mimeType", "image/png");
        add("test_simple_text", (params, client) -> text("This is a simple text response for testing."));
        add("test_image_content", (params, client) -> result(image));
        add(
                "test_audio_content",
                (params, client) ->
                        result(Map.of("type", "audio", "data", FixtureContent.SILENT_WAV, "mimeType", "audio/wav")));
        add(
                "test_embedded_resource",
                (params, client) -> result(embedded("test://embedded-resource", "text/plain", "Embedded content.")));
        add(
                "test_multiple_content_types",
                (params, client) -> result(
                        FixtureContent.text("Multiple content types test:"),
                        image,
                        embedded("test://mixed-content-resource", "application/json", "{\"test\":\"data\"}")));
        add(
                "test_error_handling",
                (params, client) -> Map.of(
                        "isError",
                        true,
                        "content",
                        List.of(FixtureContent.text("This tool intentionally returns an error for testing"))));
        tools.put("json_schema_2020_12_tool", new Fixture(SCHEMA_2020_12, (params, client) -> text("called")));
    }

    private void notifications() {
        add("test_tool_with_progress", (params, client) -> {
            var token = JsonRpc.JSON.convertValue(params.path("_meta").path("progressToken"), Object.class);
            if (token != null) {
                for (var percent : List.of(0, 50, 100)) {
                    client.notify(
                            "notifications/progress",
                            Map.of("progressToken", token, "progress", percent, "total", 100));
                    pause();
                }
            }
            return text(String.valueOf(token));
        });
        ToolHandler logging = (params, client) -> {
            for (var message : List.of("started", "processing", "completed")) {
                client.notify("notifications/message", Map.of("level", "info", "data", message));
                pause();
            }
            return text("Tool with logging executed successfully");
        };
        add("test_tool_with_logging", logging);
        add("test_logging_tool", logging);
        add("test_trigger_tool_change", (params, client) -> {
            announce.accept("notifications/tools/list_changed");
            return text("Mutation triggered");
        });
        add("test_trigger_prompt_change", (params, client) -> {
            announce.accept("notifications/prompts/list_changed");
            return text("Mutation triggered");
        });
    }

    /** The pause between two notifications that the suite requires. */
    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void questions() {
        tools.put(
                "test_sampling",
                new Fixture(
                        "{\"type\":\"object\",\"properties\":{\"prompt\":{\"type\":\"string\"}},\"required\":[\"prompt\"]}",
                        (params, client) -> text("LLM response: "
                                + sample(
                                        client,
                                        params.path("arguments").path("prompt").asText()))));
        tools.put(
                "test_elicitation",
                new Fixture(
                        "{\"type\":\"object\",\"properties\":{\"message\":{\"type\":\"string\"}},\"required\":[\"message\"]}",
                        (params, client) -> {
                            var form =
                                    "{\"type\":\"object\",\"properties\":{\"response\":{\"type\":\"string\"}},\"required\":[\"response\"]}";
                            var answer = elicit(
                                    client,
                                    "answer",
                                    params.path("arguments").path("message").asText(),
                                    form,
                                    true);
                            return text("User response: " + describe(answer));
                        }));
        add(
                "test_elicitation_sep1034_defaults",
                (params, client) -> text("Elicitation completed: "
                        + describe(elicit(client, "defaults", "Please review the fields.", DEFAULTS, true))));
        add(
                "test_elicitation_sep1330_enums",
                (params, client) -> text("Elicitation completed: "
                        + describe(elicit(client, "enums", "Please select from the fields.", ENUMS, true))));
        add("test_missing_capability", (params, client) -> {
            if (!client.capabilities().has("sampling")) {
                throw McpError.builder(MISSING_CAPABILITY)
                        .message("Missing required client capability.")
                        .data(Map.of("requiredCapabilities", Map.of("sampling", Map.of())))
                        .build();
            }
            return text("Success");
        });
        add("test_streaming_elicitation", (params, client) -> {
            var token = params.path("_meta").path("progressToken");
            if (token.isTextual()) {
                client.notify("notifications/progress", Map.of("progressToken", token, "progress", 50));
            }
            return text("Hello, " + ask(client, "user_name", "What is your name?", "name"));
        });
    }

    private void roundTrips() {
        add(
                "test_input_required_result_elicitation",
                (params, client) -> text("Hello, " + ask(client, "user_name", "What is your name?", "name") + "!"));
        add(
                "test_input_required_result_sampling",
                (params, client) -> text("Sampling result: " + sample(client, "What is the capital of France?")));
        add(
                "test_input_required_result_list_roots",
                (params, client) -> text("Found "
                        + client.ask("roots/list", Map.of()).path("roots").size() + " root(s)"));
        var confirmation = form("ok", "boolean");
        add("test_input_required_result_request_state", (params, client) -> {
            var answer = elicit(client, "confirm", "Please confirm", confirmation, true);
            return text("state-ok: " + describe(answer));
        });
        add("test_input_required_result_tampered_state", (params, client) -> {
            var answer = elicit(client, "confirm", "Please confirm", confirmation, true);
            return text("integrity-ok: " + describe(answer));
        });
        add("test_input_required_result_multiple_inputs", (params, client) -> {
            askAll(
                    () -> elicit(client, "user_name", "What is your name?", form("name", "string"), true),
                    () -> sample(client, "Write a greeting."),
                    () -> client.ask("roots/list", Map.of()));
            return text("All there");
        });
        add("test_input_required_result_multi_round", (params, client) -> {
            var name = elicit(client, "step1", "Step 1: What is your name?", form("name", "string"), true);
            var color = elicit(client, "step2", "Step 2: Which color do you like?", form("color", "string"), true);
            return text("Complete for " + describe(name) + " and " + describe(color));
        });
        add("test_input_required_result_capabilities", (params, client) -> {
            var inputs = new ArrayList<String>();
            if (client.capabilities().has("elicitation")) {
                inputs.add(ask(client, "elicit_input", "Elicitation input", "value"));
            }
            if (client.capabilities().has("sampling")) {
                inputs.add(sample(client, "Sample request"));
            }
            return text("capabilities-ok: " + inputs);
        });
    }

    private interface Question {
        Object ask() throws InterruptedException;
    }

    /** Asks all questions, so that one round trip sends them together. */
    private static void askAll(Question... questions) throws InterruptedException {
        InputRequired missing = null;
        for (var question : questions) {
            try {
                question.ask();
            } catch (InputRequired e) {
                missing = e;
            }
        }
        if (missing != null) {
            throw missing;
        }
    }

    /** The text that the user enters; accepted also without the signed state. */
    static String ask(McpClient client, String key, String message, String field) throws InterruptedException {
        return elicit(client, key, message, form(field, "string"), false)
                .path("content")
                .path(field)
                .asText("none");
    }

    private static JsonNode elicit(McpClient client, String key, String message, String form, boolean needsState)
            throws InterruptedException {
        return client.ask(
                "elicitation/create",
                Map.of(
                        "message",
                        message,
                        "requestedSchema",
                        json(form),
                        "_meta",
                        Map.of("dev.poemcp/question", Map.of("key", key, "sealed", needsState))));
    }

    private static String sample(McpClient client, String prompt) throws InterruptedException {
        var message = Map.of("role", "user", "content", FixtureContent.text(prompt));
        return client.ask("sampling/createMessage", Map.of("messages", List.of(message), "maxTokens", 100))
                .path("content")
                .path("text")
                .asText("none");
    }

    private static String form(String field, String type) {
        return "{\"type\":\"object\",\"properties\":{\"" + field + "\":{\"type\":\"" + type + "\"}},\"required\":[\""
                + field + "\"]}";
    }

    private static String describe(JsonNode answer) {
        return "action=" + answer.path("action").asText() + ", content=" + answer.path("content");
    }

    private static Map<String, Object> embedded(String uri, String type, String text) {
        return Map.of("type", "resource", "resource", Map.of("uri", uri, "mimeType", type, "text", text));
    }

    private static Object text(String text) {
        return result(FixtureContent.text(text));
    }

    private static Object result(Object... content) {
        return Map.of("content", List.of(content));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(String text) {
        try {
            return JsonRpc.JSON.readValue(text, Map.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
