package dev.poemcp.tool.bots;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import dev.poemcp.tool.result.BotResult;
import jakarta.validation.constraints.Size;

/** The tool {@code get_bot_info}. */
public final class GetBotInfo {
    public record Args(
            @JsonPropertyDescription("Bot handle.") @Size(min = 1, max = 200)
            String botHandle) {}

    public static final ToolDefinition<Args, BotResult> DEFINITION = new ToolDefinition<>(
            "get_bot_info",
            "Get a bot's details",
            "Get a bot's details: model, description, points per message. Free.",
            Toolset.BOTS,
            Hints.reads(),
            Access.ACCOUNT_OR_API_KEY,
            Args.class,
            BotResult.class);

    private GetBotInfo() {}
}
