package dev.poemcp.server.prompts;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A prompt: a message template that the user picks in the host.
 *
 * @param text builds the message to the model from the arguments; all are present
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

    /** An argument; always required. */
    public record Argument(String name, String description, Kind kind) {}

    /** What an argument is; selects its completion. */
    public enum Kind {
        BOT,
        BOTS,
        CHAT,
        TEXT
    }
}
