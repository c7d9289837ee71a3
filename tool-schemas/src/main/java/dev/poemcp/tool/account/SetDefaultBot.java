package dev.poemcp.tool.account;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Chooses the default bot. */
public final class SetDefaultBot {
    /** What the caller says. */
    public record Args(
            @JsonPropertyDescription("Number of the bot.") @Min(1) @Nullable
            Long botId,

            @JsonPropertyDescription("Or its handle.") @Size(min = 1, max = 200) @Nullable
            String botHandle) {}

    /** What the caller gets. */
    public record Result(
            @JsonPropertyDescription("Number of the bot.") long botId,

            @JsonPropertyDescription("Handle of the bot; null where Poe does not tell it.") @Nullable
            String botHandle) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "set_default_bot",
            "Set the default bot",
            "Choose the bot that answers in new chats.",
            Toolset.ACCOUNT,
            Hints.sets(),
            Access.ACCOUNT,
            Args.class,
            Result.class);

    private SetDefaultBot() {}
}
