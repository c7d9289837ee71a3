package dev.poemcp.tool.messages;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The tool {@code get_total_cost_points}. */
public final class GetTotalCostPoints {
    public record Args(
            @JsonPropertyDescription("message_code of the bot's message.") @Size(min = 1, max = 200)
            String messageCode) {}

    public record Result(
            @JsonPropertyDescription("Message code.") String messageCode,

            @JsonPropertyDescription("Points spent; null while Poe has no number yet.") @Nullable
            Long points) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "get_total_cost_points",
            "Get the cost of a reply",
            "Get how many points a bot's reply cost, by its message_code. Free.",
            Toolset.MESSAGES,
            Hints.reads(),
            Access.ACCOUNT,
            Args.class,
            Result.class);

    private GetTotalCostPoints() {}
}
