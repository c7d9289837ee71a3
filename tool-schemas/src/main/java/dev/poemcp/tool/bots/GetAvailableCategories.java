package dev.poemcp.tool.bots;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import java.util.List;

/** The tool {@code get_available_categories}. */
public final class GetAvailableCategories {
    public record Args() {}

    public record Result(
            @JsonPropertyDescription("Category names, case-sensitive.")
            List<String> categories) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "get_available_categories",
            "List bot categories",
            "List the bot categories that explore accepts. Free.",
            Toolset.BOTS,
            Hints.reads(),
            Access.ACCOUNT,
            Args.class,
            Result.class);

    private GetAvailableCategories() {}
}
