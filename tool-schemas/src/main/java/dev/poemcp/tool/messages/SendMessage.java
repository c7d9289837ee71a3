package dev.poemcp.tool.messages;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
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
    public record Args(
            @JsonPropertyDescription("What to say, Markdown.") @Size(min = 1, max = 1_000_000)
            String message,

            @JsonPropertyDescription("Bot handle, e.g. from explore. Default: the chat's bot, or the account's.")
            @Size(min = 1, max = 200)
            @Nullable
            String bot,

            @JsonPropertyDescription("Chat to go on in; neither chat_id nor chat_code starts a new chat.")
            @Min(1)
            @Nullable
            Long chatId,

            @JsonPropertyDescription("Or its code or URL.") @Size(min = 1, max = 300) @Nullable
            String chatCode,

            @JsonPropertyDescription("Paths or http(s) URLs to attach.") @Size(max = 20) @Nullable
            List<@Size(min = 1, max = 4096) String> files,

            @JsonPropertyDescription("A model's own parameters; needs POE_API_KEY.") @Nullable
            Map<String, Object> parameters,

            @JsonPropertyDescription("Seconds to wait before an unfinished reply is handed back.")
            @Min(0)
            @Max(3600)
            @Nullable
            Integer waitSeconds,

            @JsonPropertyDescription("Refuse if it costs more points.") @Min(0) @Nullable
            Long maxPoints) {}

    public static final ToolDefinition<Args, ReplyResult> DEFINITION = new ToolDefinition<>(
            "send_message",
            "Send a message",
            "Ask a Poe bot and wait for its answer; goes on in a chat or starts one. Spends the account's points.",
            Toolset.MESSAGES,
            Hints.adds(),
            Access.ACCOUNT_OR_API_KEY,
            Args.class,
            ReplyResult.class);

    private SendMessage() {}
}
