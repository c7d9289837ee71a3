package dev.poemcp.server.prompts;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A prompt.
 *
 * @param text makes the message to the model from the arguments, all of which are there
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

    /** An argument, always required. */
    public record Argument(String name, String description, Kind kind) {}

    /** What an argument is, and so what completes it. */
    public enum Kind {
        BOT,
        BOTS,
        CHAT,
        TEXT
    }
}
