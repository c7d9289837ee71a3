package dev.poemcp.tool.account;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The tool {@code set_default_bot}. */
public final class SetDefaultBot {
    public record Args(
            @JsonPropertyDescription("Numeric ID.") @Min(1) @Nullable
            Long botId,

            @JsonPropertyDescription("Handle; this or bot_id.") @Size(min = 1, max = 200) @Nullable
            String botHandle) {}

    public record Result(long botId, @Nullable String botHandle) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "set_default_bot",
            "Set the default bot",
            "Set the bot that replies in new chats by default.",
            Toolset.ACCOUNT,
            Hints.sets(),
            Access.ACCOUNT,
            Args.class,
            Result.class);

    private SetDefaultBot() {}
}
