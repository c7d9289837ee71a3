package dev.poemcp.tool.bots;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import dev.poemcp.tool.result.BotResult;
import jakarta.validation.constraints.Size;

/** Looks up a bot. */
public final class GetBotInfo {
    /** What the caller says. */
    public record Args(
            @JsonPropertyDescription("Bot handle.") @Size(min = 1, max = 200)
            String botHandle) {}

    public static final ToolDefinition<Args, BotResult> DEFINITION = new ToolDefinition<>(
            "get_bot_info",
            "Get a bot",
            "Look up a bot: its model, what it is for, points per message. Free.",
            Toolset.BOTS,
            Hints.reads(),
            Access.ACCOUNT_OR_API_KEY,
            Args.class,
            BotResult.class);

    private GetBotInfo() {}
}
