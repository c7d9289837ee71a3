package dev.poemcp.tool.models;

import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import dev.poemcp.tool.result.ReplyResult;

/** The tool {@code get_points_balance}. */
public final class GetPointsBalance {
    public record Args() {}

    public record Result(long balance, ReplyResult.Via source) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "get_points_balance",
            "Get the point balance",
            "Get the points left to spend. Free.",
            Toolset.MODELS,
            Hints.reads(),
            Access.ACCOUNT_OR_API_KEY,
            Args.class,
            Result.class);

    private GetPointsBalance() {}
}
