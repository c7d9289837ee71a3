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

            @JsonPropertyDescription("ID of the bot message to read. Default: the newest.") @Min(1) @Nullable
            Long messageId,

            @JsonPropertyDescription(
                    "Seconds to wait for the reply; when they run out, returns what exists so far. 0: don't wait.")
            @Min(0)
            @Max(3600)
            @Nullable
            Integer waitSeconds,

            @JsonPropertyDescription("next_text_offset of the previous part. Default: 0.") @Min(0) @Nullable
            Long textOffset)
            implements NamesChat, WaitsForReply {}

    public static final ToolDefinition<Args, ReplyResult> DEFINITION = new ToolDefinition<>(
            "get_reply",
            "Get a reply",
            "Get a bot's reply; waits while it is being generated. Use it if a reply is in_progress or has a next_text_offset, instead of sending again. Free.",
            Toolset.MESSAGES,
            Hints.reads(),
            Access.ACCOUNT,
            Args.class,
            ReplyResult.class);

    private GetReply() {}
}
