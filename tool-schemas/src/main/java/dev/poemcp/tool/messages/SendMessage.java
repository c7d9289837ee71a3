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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tool {@code send_message}. */
public final class SendMessage {
    public record Args(
            @JsonPropertyDescription("Message text, Markdown.") @Size(min = 1, max = 1_000_000)
            String message,

            @JsonPropertyDescription(
                    "Bot handle, as returned by explore. Default: the chat's bot; in a new chat, the account's default bot.")
            @Size(min = 1, max = 200)
            @Nullable
            String bot,

            @JsonPropertyDescription(NamesChat.CHAT_ID) @Min(1) @Nullable
            Long chatId,

            @JsonPropertyDescription(NamesChat.CHAT_CODE) @Size(min = 1, max = 300) @Nullable
            String chatCode,

            @JsonPropertyDescription("Files to attach: local paths or public http(s) URLs.") @Size(max = 20) @Nullable
            List<@Size(min = 1, max = 4096) String> files,

            @JsonPropertyDescription("Model-specific parameters; supported by Poe's official API only.") @Nullable
            Map<String, Object> parameters,

            @JsonPropertyDescription(
                    "Seconds to wait for the reply; when they run out, returns what exists so far. 0: don't wait.")
            @Min(0)
            @Max(3600)
            @Nullable
            Integer waitSeconds,

            @JsonPropertyDescription("Fail without sending if the message would cost more points than this.")
            @Min(0)
            @Nullable
            Long maxPoints)
            implements NamesChat, WaitsForReply {}

    public static final ToolDefinition<Args, ReplyResult> DEFINITION = new ToolDefinition<>(
            "send_message",
            "Send a message",
            "Send a message to a Poe bot and wait for its reply. Continues the given chat, or starts a new one. Spends points.",
            Toolset.MESSAGES,
            Hints.adds(),
            Access.ACCOUNT_OR_API_KEY,
            Args.class,
            ReplyResult.class);

    private SendMessage() {}
}
