package dev.poemcp.tool.account;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** Sets how much one message may cost. */
public final class SetDefaultMessagePointLimit {
    /** What the caller says. */
    public record Args(
            @JsonPropertyDescription("Points.") @Min(1) @Max(1_000_000_000)
            Long limit) {}

    /** What the caller gets. */
    public record Result(@JsonPropertyDescription("Points.") long limit) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "set_default_message_point_limit",
            "Set the point limit",
            "Set how many points one message may cost by default.",
            Toolset.ACCOUNT,
            Hints.sets(),
            Access.ACCOUNT,
            Args.class,
            Result.class);

    private SetDefaultMessagePointLimit() {}
}
