package dev.poemcp.tool.messages;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Tells what an answer cost. */
public final class GetTotalCostPoints {
    /** What the caller says. */
    public record Args(
            @JsonPropertyDescription("message_code of the bot's message.") @Size(min = 1, max = 200)
            String messageCode) {}

    /** What the caller gets. */
    public record Result(
            @JsonPropertyDescription("Code of the message.") String messageCode,

            @JsonPropertyDescription("Points it cost; null while Poe has no figure.") @Nullable
            Long points) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "get_total_cost_points",
            "Get an answer's cost",
            "Look up how many points an answer cost, by its message_code. Free.",
            Toolset.MESSAGES,
            Hints.reads(),
            Access.ACCOUNT,
            Args.class,
            Result.class);

    private GetTotalCostPoints() {}
}
