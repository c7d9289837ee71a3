package dev.poemcp.tool;

import dev.poemcp.tool.messages.SendMessage;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All tools there are. */
public final class ToolCatalog {
    private ToolCatalog() {}

    /** Sorted by name; names are unique. */
    public static List<ToolDefinition<?, ?>> all() {
        return Stream.<ToolDefinition<?, ?>>of(SendMessage.DEFINITION)
                .sorted(Comparator.comparing(ToolDefinition::name))
                .toList();
    }
}
