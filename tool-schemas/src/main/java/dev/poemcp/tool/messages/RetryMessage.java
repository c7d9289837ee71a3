package dev.poemcp.tool.messages;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.NamesChat;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import dev.poemcp.tool.WaitsForReply;
import dev.poemcp.tool.result.ReplyResult;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The tool {@code retry_message}. */
public final class RetryMessage {
    public record Args(
            @JsonPropertyDescription(NamesChat.CHAT_ID) @Min(1) @Nullable
            Long chatId,

            @JsonPropertyDescription(NamesChat.CHAT_CODE) @Size(min = 1, max = 300) @Nullable
            String chatCode,

            @JsonPropertyDescription(
                    "Seconds to wait for the reply; when they run out, returns what exists so far. 0: don't wait.")
            @Min(0)
            @Max(3600)
            @Nullable
            Integer waitSeconds,

            @JsonPropertyDescription("Fail without sending if the new reply would cost more points than this.")
            @Min(0)
            @Nullable
            Long maxPoints)
            implements NamesChat, WaitsForReply {}

    public static final ToolDefinition<Args, ReplyResult> DEFINITION = new ToolDefinition<>(
            "retry_message",
            "Regenerate the last reply",
            "Regenerate the bot's last reply in a chat, for example after it failed. Spends points like send_message.",
            Toolset.MESSAGES,
            Hints.adds(),
            Access.ACCOUNT,
            Args.class,
            ReplyResult.class);

    private RetryMessage() {}
}
