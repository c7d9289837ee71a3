package dev.poemcp.server.protocol;

import dev.poemcp.poe.text.NearestName;
import dev.poemcp.server.prompts.Prompt;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The methods {@code prompts/…}. */
public final class PromptMethods {
    private final List<Prompt> prompts;

    /** @param prompts sorted by name */
    public PromptMethods(List<Prompt> prompts) {
        this.prompts = List.copyOf(prompts);
    }

    Object list(Parameters params) {
        params.requireFirstPage("prompts");
        return Map.of("prompts", prompts.stream().map(PromptMethods::listed).toList());
    }

    private static Map<String, Object> listed(Prompt prompt) {
        return new JsonObject()
                .with("name", prompt.name())
                .with("title", prompt.title())
                .with("description", prompt.description())
                .with(
                        "arguments",
                        prompt.arguments().stream()
                                .map(argument -> new JsonObject()
                                        .with("name", argument.name())
                                        .with("description", argument.description())
                                        .with("required", argument.required())
                                        .asMap())
                                .toList())
                .asMap();
    }

    Object get(Parameters params) {
        var prompt = find(params.text("name"));
        var given = params.inner("arguments");
        var arguments = new HashMap<String, String>();
        for (var argument : prompt.arguments()) {
            var value = given.optionalText(argument.name());
            if (value != null && !value.isBlank()) {
                arguments.put(argument.name(), value.strip());
            } else if (argument.required()) {
                throw ProtocolErrors.invalidParams(
                        "the argument \"" + argument.name() + "\" of the prompt " + prompt.name() + " is missing.");
            }
        }
        var content = Map.of("type", "text", "text", prompt.text().apply(arguments));
        return new JsonObject()
                .with("description", prompt.description())
                .with("messages", List.of(Map.of("role", "user", "content", content)))
                .asMap();
    }

    /** @throws io.modelcontextprotocol.spec.McpError when there is none with that name */
    Prompt find(String name) {
        return prompts.stream()
                .filter(prompt -> prompt.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ProtocolErrors.invalidParams("there is no such prompt."
                        + NearestName.of(
                                        name, prompts.stream().map(Prompt::name).toList())
                                .map(near -> " Did you mean " + near + "?")
                                .orElse("")));
    }
}
