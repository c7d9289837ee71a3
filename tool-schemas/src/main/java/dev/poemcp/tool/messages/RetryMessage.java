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

            @JsonPropertyDescription(WaitsForReply.WAIT_SECONDS) @Min(0) @Max(3600) @Nullable
            Integer waitSeconds,

            @JsonPropertyDescription(
                    "Send nothing if it would cost more points than this; replaces the account's own limit.")
            @Min(0)
            @Nullable
            Long maxPoints)
            implements NamesChat, WaitsForReply {}

    public static final ToolDefinition<Args, ReplyResult> DEFINITION = new ToolDefinition<>(
            "retry_message",
            "Replace the last answer",
            "Replace a chat's last answer with a new one; the old one is gone and was charged, too. Spends points again.",
            Toolset.MESSAGES,
            Hints.adds(),
            Access.ACCOUNT_OR_API_KEY,
            Args.class,
            ReplyResult.class);

    private RetryMessage() {}
}
