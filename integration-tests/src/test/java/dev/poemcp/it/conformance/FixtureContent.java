package dev.poemcp.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.server.protocol.McpClient;
import io.modelcontextprotocol.spec.McpError;
import java.util.List;
import java.util.Map;

/** The resources and prompts that the suite expects. */
final class FixtureContent {
    static final String RED_PIXEL_PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";
    static final String SILENT_WAV = "UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA=";

    private static final int RESOURCE_NOT_FOUND = -32002;
    private static final String TEMPLATE_START = "test://template/";
    private static final String TEMPLATE_END = "/data";

    private FixtureContent() {}

    static List<Map<String, Object>> resources() {
        return List.of(
                resource("test://static-binary", "Static binary", "image/png"),
                resource("test://static-text", "Static text", "text/plain"),
                resource("test://watched-resource", "Watched", "text/plain"));
    }

    private static Map<String, Object> resource(String uri, String name, String type) {
        return Map.of("uri", uri, "name", name, "mimeType", type, "description", "For the suite.");
    }

    static List<Map<String, Object>> templates() {
        return List.of(
                Map.of("uriTemplate", "test://template/{id}/data", "name", "Template", "mimeType", "application/json"));
    }

    static Object read(String uri) {
        if (uri.startsWith(TEMPLATE_START) && uri.endsWith(TEMPLATE_END)) {
            var id = uri.substring(TEMPLATE_START.length(), uri.length() - TEMPLATE_END.length());
            return contents(Map.of(
                    "uri",
                    uri,
                    "mimeType",
                    "application/json",
                    "text",
                    "{\"id\":\"" + id + "\",\"templateTest\":true,\"data\":\"Data for ID: " + id + "\"}"));
        }
        return switch (uri) {
            case "test://static-text", "test://watched-resource" ->
                contents(Map.of("uri", uri, "mimeType", "text/plain", "text", "Content of " + uri + "."));
            case "test://static-binary" -> contents(Map.of("uri", uri, "mimeType", "image/png", "blob", RED_PIXEL_PNG));
            default ->
                throw McpError.builder(RESOURCE_NOT_FOUND)
                        .message("Resource not found: " + uri)
                        .data(Map.of("uri", uri))
                        .build();
        };
    }

    private static Object contents(Map<String, Object> one) {
        return Map.of("contents", List.of(one));
    }

    static List<Map<String, Object>> prompts() {
        return List.of(
                prompt("test_input_required_result_prompt", List.of()),
                prompt("test_prompt_with_arguments", List.of(argument("arg1"), argument("arg2"))),
                prompt("test_prompt_with_embedded_resource", List.of(argument("resourceUri"))),
                prompt("test_prompt_with_image", List.of()),
                prompt("test_simple_prompt", List.of()));
    }

    private static Map<String, Object> prompt(String name, List<?> arguments) {
        return Map.of("name", name, "description", "For the suite.", "arguments", arguments);
    }

    private static Map<String, Object> argument(String name) {
        return Map.of("name", name, "description", "For the suite.", "required", true);
    }

    static Object prompt(JsonNode params, McpClient client) throws InterruptedException {
        var arguments = params.path("arguments");
        return switch (params.path("name").asText()) {
            case "test_simple_prompt" -> messages(text("This is a simple prompt for testing."));
            case "test_prompt_with_arguments" ->
                messages(text(
                        "Prompt with arguments: arg1='" + arguments.path("arg1").asText() + "', arg2='"
                                + arguments.path("arg2").asText() + "'"));
            case "test_prompt_with_embedded_resource" ->
                messages(
                        Map.of(
                                "type",
                                "resource",
                                "resource",
                                Map.of(
                                        "uri",
                                        arguments.path("resourceUri").asText(),
                                        "mimeType",
                                        "text/plain",
                                        "text",
                                        "Embedded resource content for testing.")),
                        text("Please process the embedded resource above."));
            case "test_prompt_with_image" ->
                messages(
                        Map.of("type", "image", "data", RED_PIXEL_PNG, "mimeType", "image/png"),
                        text("Please analyze the image above."));
            case "test_input_required_result_prompt" ->
                messages(text("Prompt with context: "
                        + FixtureTools.ask(client, "user_context", "What context should it use?", "context")));
            default -> throw new IllegalArgumentException("Unknown prompt.");
        };
    }

    static Map<String, Object> text(String text) {
        return Map.of("type", "text", "text", text);
    }

    private static Object messages(Object... contents) {
        return Map.of(
                "messages",
                List.of(contents).stream()
                        .map(content -> Map.of("role", "user", "content", content))
                        .toList());
    }
}
