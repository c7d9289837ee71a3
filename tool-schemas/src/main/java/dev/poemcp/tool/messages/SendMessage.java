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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a bot. */
public final class SendMessage {
    /** What the caller says. */
    public record Args(
            @JsonPropertyDescription("What to say; Markdown.") @Size(min = 1, max = 1_000_000)
            String message,

            @JsonPropertyDescription("Bot handle, as explore finds it. Default: the chat's bot, else the account's.")
            @Size(min = 1, max = 200)
            @Nullable
            String bot,

            @JsonPropertyDescription(NamesChat.CHAT_ID) @Min(1) @Nullable
            Long chatId,

            @JsonPropertyDescription(NamesChat.CHAT_CODE) @Size(min = 1, max = 300) @Nullable
            String chatCode,

            @JsonPropertyDescription("Local paths or public http(s) URLs to attach.") @Size(max = 20) @Nullable
            List<@Size(min = 1, max = 4096) String> files,

            @JsonPropertyDescription("A model's own parameters; only for Poe's official API.") @Nullable
            Map<String, Object> parameters,

            @JsonPropertyDescription("After so many seconds an unfinished reply is handed back as it is; 0 at once.")
            @Min(0)
            @Max(3600)
            @Nullable
            Integer waitSeconds,

            @JsonPropertyDescription("Refuse, unsent, if it costs more points.") @Min(0) @Nullable
            Long maxPoints)
            implements NamesChat {}

    public static final ToolDefinition<Args, ReplyResult> DEFINITION = new ToolDefinition<>(
            "send_message",
            "Send a message",
            "Ask a Poe bot and wait for its answer. Goes on in the chat that is named, else starts a new one. Spends points of the account.",
            Toolset.MESSAGES,
            Hints.adds(),
            Access.ACCOUNT_OR_API_KEY,
            Args.class,
            ReplyResult.class);

    private SendMessage() {}
}
