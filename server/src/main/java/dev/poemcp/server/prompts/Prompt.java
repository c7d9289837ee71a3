package dev.poemcp.server.prompts;

import dev.poemcp.server.resources.Completions;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A prompt: a message template that the user picks in the host.
 *
 * @param text builds the message to the model from the arguments; those that are required are present
 */
public record Prompt(
        String name,
        String title,
        String description,
        List<Argument> arguments,
        Function<Map<String, String>, String> text) {
    public Prompt {
        arguments = List.copyOf(arguments);
    }

    /** @param kind selects its completion; null for free text */
    public record Argument(String name, String description, Completions.@Nullable Kind kind, boolean required) {
        /** A required one. */
        public Argument(String name, String description, Completions.@Nullable Kind kind) {
            this(name, description, kind, true);
        }
    }
}
