package dev.poemcp.tool.bots;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import java.util.List;

/** Lists the categories of bots. */
public final class GetAvailableCategories {
    /** What the caller says. */
    public record Args() {}

    /** What the caller gets. */
    public record Result(
            @JsonPropertyDescription("Names, case-sensitive.")
            List<String> categories) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "get_available_categories",
            "List bot categories",
            "List the categories that explore takes. Free.",
            Toolset.BOTS,
            Hints.reads(),
            Access.ACCOUNT,
            Args.class,
            Result.class);

    private GetAvailableCategories() {}
}
