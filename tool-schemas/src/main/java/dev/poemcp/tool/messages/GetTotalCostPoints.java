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
            @JsonPropertyDescription("message_code of the answer.") @Size(min = 1, max = 200)
            String messageCode) {}

    public record Result(String messageCode, @Nullable Long points) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "get_total_cost_points",
            "Get the cost of an answer",
            "Get what an answer cost, in points. Free.",
            Toolset.MESSAGES,
            Hints.reads(),
            Access.ACCOUNT,
            Args.class,
            Result.class);

    private GetTotalCostPoints() {}
}
