package dev.poemcp.tool.messages;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.NamesChat;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import dev.poemcp.tool.result.ReplyResult;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Has an answer made anew. */
public final class RetryMessage {
    /** What the caller says. */
    public record Args(
            @JsonPropertyDescription(NamesChat.CHAT_ID) @Min(1) @Nullable
            Long chatId,

            @JsonPropertyDescription(NamesChat.CHAT_CODE) @Size(min = 1, max = 300) @Nullable
            String chatCode,

            @JsonPropertyDescription("After so many seconds an unfinished reply is handed back as it is; 0 at once.")
            @Min(0)
            @Max(3600)
            @Nullable
            Integer waitSeconds,

            @JsonPropertyDescription("Refuse, unsent, if it costs more points.") @Min(0) @Nullable
            Long maxPoints)
            implements NamesChat {}

    public static final ToolDefinition<Args, ReplyResult> DEFINITION = new ToolDefinition<>(
            "retry_message",
            "Retry the last answer",
            "Have the last answer of a chat made anew, for instance after it failed. Spends points like a message.",
            Toolset.MESSAGES,
            Hints.adds(),
            Access.ACCOUNT,
            Args.class,
            ReplyResult.class);

    private RetryMessage() {}
}
