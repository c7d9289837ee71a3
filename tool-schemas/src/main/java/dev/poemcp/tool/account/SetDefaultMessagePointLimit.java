package dev.poemcp.tool.account;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** The tool {@code set_default_message_point_limit}. */
public final class SetDefaultMessagePointLimit {
    public record Args(
            @JsonPropertyDescription("Maximum points per message.") @Min(1) @Max(1_000_000_000)
            Long limit) {}

    public record Result(long limit) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "set_default_message_point_limit",
            "Set the default point limit",
            "Set the account's default limit of points per message.",
            Toolset.ACCOUNT,
            Hints.sets(),
            Access.ACCOUNT,
            Args.class,
            Result.class);

    private SetDefaultMessagePointLimit() {}
}
