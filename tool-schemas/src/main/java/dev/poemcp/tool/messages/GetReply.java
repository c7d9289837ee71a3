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

/** Reads an answer. */
public final class GetReply {
    /** What the caller says. */
    public record Args(
            @JsonPropertyDescription(NamesChat.CHAT_ID) @Min(1) @Nullable
            Long chatId,

            @JsonPropertyDescription(NamesChat.CHAT_CODE) @Size(min = 1, max = 300) @Nullable
            String chatCode,

            @JsonPropertyDescription("Which answer of the bot; default the newest.") @Min(1) @Nullable
            Long messageId,

            @JsonPropertyDescription("After so many seconds an unfinished reply is handed back as it is; 0 at once.")
            @Min(0)
            @Max(3600)
            @Nullable
            Integer waitSeconds,

            @JsonPropertyDescription("next_text_offset of the part before.") @Min(0) @Nullable
            Long textOffset)
            implements NamesChat {}

    public static final ToolDefinition<Args, ReplyResult> DEFINITION = new ToolDefinition<>(
            "get_reply",
            "Get a reply",
            "Read a bot's answer, waiting while it grows. Use it when a reply came back in_progress or with next_text_offset, instead of asking again. Free.",
            Toolset.MESSAGES,
            Hints.reads(),
            Access.ACCOUNT,
            Args.class,
            ReplyResult.class);

    private GetReply() {}
}
