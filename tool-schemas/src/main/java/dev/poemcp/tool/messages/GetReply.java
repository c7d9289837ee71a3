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

/** The tool {@code get_reply}. */
public final class GetReply {
    public record Args(
            @JsonPropertyDescription(NamesChat.CHAT_ID) @Min(1) @Nullable
            Long chatId,

            @JsonPropertyDescription(NamesChat.CHAT_CODE) @Size(min = 1, max = 300) @Nullable
            String chatCode,

            @JsonPropertyDescription("Bot's message to read. Default: the newest.") @Min(1) @Nullable
            Long messageId,

            @JsonPropertyDescription(WaitsForReply.WAIT_SECONDS) @Min(0) @Max(3600) @Nullable
            Integer waitSeconds,

            @JsonPropertyDescription("next_text_offset of the part before.") @Min(0) @Nullable
            Long textOffset)
            implements NamesChat, WaitsForReply {}

    public static final ToolDefinition<Args, ReplyResult> DEFINITION = new ToolDefinition<>(
            "get_reply",
            "Read an answer",
            "Read an answer: finish one in_progress, or page with text_offset. Free.",
            Toolset.MESSAGES,
            Hints.reads(),
            Access.ACCOUNT_OR_API_KEY,
            Args.class,
            ReplyResult.class);

    private GetReply() {}
}
