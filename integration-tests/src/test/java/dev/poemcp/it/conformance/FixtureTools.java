package dev.poemcp.it.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.server.jsonrpc.JsonRpc;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.LoggingMessageNotification;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.SamplingMessage;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** The tools that the suite expects. They send requests to the client through the SDK's exchange. */
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
        Object call(JsonNode params, McpAsyncServerExchange exchange);
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

    Object call(JsonNode params, McpAsyncServerExchange exchange) {
        var fixture = tools.get(params.path("name").asText());
        if (fixture == null) {
            throw new IllegalArgumentException("Unknown tool.");
        }
        return fixture.tool().call(params, exchange);
    }

    private void add(String name, ToolHandler tool) {
        tools.put(name, new Fixture(EMPTY_SCHEMA, tool));
    }

    private void content() {
        var image = Map.of("type", "image", "data", FixtureContent.RED_PIXEL_PNG, "mimeType", "image/png");
        add("test_simple_text", (params, exchange) -> text("This is a simple text response for testing."));
        add("test_image_content", (params, exchange) -> result(image));
        add(
                "test_audio_content",
                (params, exchange) ->
                        result(Map.of("type", "audio", "data", FixtureContent.SILENT_WAV, "mimeType", "audio/wav")));
        add(
                "test_embedded_resource",
                (params, exchange) -> result(embedded("test://embedded-resource", "text/plain", "Embedded content.")));
        add(
                "test_multiple_content_types",
                (params, exchange) -> result(
                        FixtureContent.text("Multiple content types test:"),
                        image,
                        embedded("test://mixed-content-resource", "application/json", "{\"test\":\"data\"}")));
        add(
                "test_error_handling",
                (params, exchange) -> Map.of(
                        "isError",
                        true,
                        "content",
                        List.of(FixtureContent.text("This tool intentionally returns an error for testing"))));
        tools.put("json_schema_2020_12_tool", new Fixture(SCHEMA_2020_12, (params, exchange) -> text("called")));
    }

    private void notifications() {
        add("test_tool_with_progress", (params, exchange) -> {
            var token = JsonRpc.JSON.convertValue(params.path("_meta").path("progressToken"), Object.class);
            if (token != null) {
                for (var percent : List.of(0, 50, 100)) {
                    exchange.progressNotification(ProgressNotification.builder(token, percent.doubleValue())
                                    .total(100.0)
                                    .build())
                            .block();
                    pause();
                }
            }
            return text(String.valueOf(token));
        });
        ToolHandler logging = (params, exchange) -> {
            for (var message : List.of("started", "processing", "completed")) {
                exchange.loggingNotification(LoggingMessageNotification.builder(LoggingLevel.INFO, message)
                                .build())
                        .block();
                pause();
            }
            return text("Tool with logging executed successfully");
        };
        add("test_tool_with_logging", logging);
        add("test_logging_tool", logging);
        add("test_trigger_tool_change", (params, exchange) -> {
            announce.accept("notifications/tools/list_changed");
            return text("Mutation triggered");
        });
        add("test_trigger_prompt_change", (params, exchange) -> {
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
                        (params, exchange) -> text("LLM response: "
                                + sample(
                                        exchange,
                                        params.path("arguments").path("prompt").asText()))));
        tools.put(
                "test_elicitation",
                new Fixture(
                        "{\"type\":\"object\",\"properties\":{\"message\":{\"type\":\"string\"}},\"required\":[\"message\"]}",
                        (params, exchange) -> {
                            var form =
                                    "{\"type\":\"object\",\"properties\":{\"response\":{\"type\":\"string\"}},\"required\":[\"response\"]}";
                            var answer = elicit(
                                    exchange,
                                    "answer",
                                    params.path("arguments").path("message").asText(),
                                    form,
                                    true);
                            return text("User response: " + describe(answer));
                        }));
        add(
                "test_elicitation_sep1034_defaults",
                (params, exchange) -> text("Elicitation completed: "
                        + describe(elicit(exchange, "defaults", "Please review the fields.", DEFAULTS, true))));
        add(
                "test_elicitation_sep1330_enums",
                (params, exchange) -> text("Elicitation completed: "
                        + describe(elicit(exchange, "enums", "Please select from the fields.", ENUMS, true))));
        add("test_missing_capability", (params, exchange) -> {
            if (exchange.getClientCapabilities().sampling() == null) {
                throw McpError.builder(MISSING_CAPABILITY)
                        .message("Missing required client capability.")
                        .data(Map.of("requiredCapabilities", Map.of("sampling", Map.of())))
                        .build();
            }
            return text("Success");
        });
        add("test_streaming_elicitation", (params, exchange) -> {
            var token = params.path("_meta").path("progressToken");
            if (token.isTextual()) {
                exchange.progressNotification(ProgressNotification.builder(token.textValue(), 50.0)
                                .build())
                        .block();
            }
            return text("Hello, " + ask(exchange, "user_name", "What is your name?", "name"));
        });
    }

    private void roundTrips() {
        add(
                "test_input_required_result_elicitation",
                (params, exchange) -> text("Hello, " + ask(exchange, "user_name", "What is your name?", "name") + "!"));
        add(
                "test_input_required_result_sampling",
                (params, exchange) -> text("Sampling result: " + sample(exchange, "What is the capital of France?")));
        add(
                "test_input_required_result_list_roots",
                (params, exchange) -> text("Found "
                        + Objects.requireNonNull(exchange.listRoots().block())
                                .roots()
                                .size() + " root(s)"));
        var confirmation = form("ok", "boolean");
        add("test_input_required_result_request_state", (params, exchange) -> {
            var answer = elicit(exchange, "confirm", "Please confirm", confirmation, true);
            return text("state-ok: " + describe(answer));
        });
        add("test_input_required_result_tampered_state", (params, exchange) -> {
            var answer = elicit(exchange, "confirm", "Please confirm", confirmation, true);
            return text("integrity-ok: " + describe(answer));
        });
        add("test_input_required_result_multiple_inputs", (params, exchange) -> {
            var all = Mono.zip(
                            exchange.createElicitation(
                                    elicitation("user_name", "What is your name?", form("name", "string"), true)),
                            exchange.createMessage(sampling("Write a greeting.")),
                            exchange.listRoots())
                    .block();
            return text("All there: " + (all != null));
        });
        add("test_input_required_result_multi_round", (params, exchange) -> {
            var name = elicit(exchange, "step1", "Step 1: What is your name?", form("name", "string"), true);
            var color = elicit(exchange, "step2", "Step 2: Which color do you like?", form("color", "string"), true);
            return text("Complete for " + describe(name) + " and " + describe(color));
        });
        add("test_input_required_result_capabilities", (params, exchange) -> {
            var inputs = new ArrayList<String>();
            if (exchange.getClientCapabilities().elicitation() != null) {
                inputs.add(ask(exchange, "elicit_input", "Elicitation input", "value"));
            }
            if (exchange.getClientCapabilities().sampling() != null) {
                inputs.add(sample(exchange, "Sample request"));
            }
            return text("capabilities-ok: " + inputs);
        });
    }

    /** The text that the user enters; accepted also without the signed state. */
    static String ask(McpAsyncServerExchange exchange, String key, String message, String field) {
        var answer = elicit(exchange, key, message, form(field, "string"), false);
        return answer.content() == null
                ? "none"
                : String.valueOf(answer.content().get(field));
    }

    private static ElicitResult elicit(
            McpAsyncServerExchange exchange, String key, String message, String form, boolean needsState) {
        return Objects.requireNonNull(exchange.createElicitation(elicitation(key, message, form, needsState))
                .block());
    }

    private static ElicitFormRequest elicitation(String key, String message, String form, boolean needsState) {
        return ElicitFormRequest.builder(message, json(form))
                .meta(Map.of("dev.poemcp/question", Map.of("key", key, "sealed", needsState)))
                .build();
    }

    private static String sample(McpAsyncServerExchange exchange, String prompt) {
        CreateMessageResult answer = exchange.createMessage(sampling(prompt)).block();
        return answer != null && answer.content() instanceof TextContent text ? text.text() : "none";
    }

    private static CreateMessageRequest sampling(String prompt) {
        return CreateMessageRequest.builder(
                        List.of(new SamplingMessage(
                                Role.USER, TextContent.builder(prompt).build())),
                        100)
                .build();
    }

    private static String form(String field, String type) {
        return "{\"type\":\"object\",\"properties\":{\"" + field + "\":{\"type\":\"" + type + "\"}},\"required\":[\""
                + field + "\"]}";
    }

    private static String describe(ElicitResult answer) {
        return "action=" + answer.action().name().toLowerCase(java.util.Locale.ROOT) + ", content="
                + JsonRpc.JSON.valueToTree(answer.content());
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
