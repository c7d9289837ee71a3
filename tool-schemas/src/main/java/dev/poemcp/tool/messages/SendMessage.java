package dev.poemcp.tool.messages;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.NamesChat;
import dev.poemcp.tool.TakesFiles;
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
            @JsonPropertyDescription("Markdown text.") @Size(min = 1, max = 1_000_000)
            String message,

            @JsonPropertyDescription(
                    "Bot handle, from explore. Default: the chat's bot; in a new chat, the account's default.")
            @Size(min = 1, max = 200)
            @Nullable
            String bot,

            @JsonPropertyDescription(NamesChat.CHAT_ID) @Min(1) @Nullable
            Long chatId,

            @JsonPropertyDescription(NamesChat.CHAT_CODE) @Size(min = 1, max = 300) @Nullable
            String chatCode,

            @JsonPropertyDescription(TakesFiles.FILES) @Size(max = 20) @Nullable
            List<@Size(min = 1, max = 4096) String> files,

            @JsonPropertyDescription("Options of the model; the error of a wrong name lists them. Needs POE_API_KEY.")
            @Nullable
            Map<String, Object> parameters,

            @JsonPropertyDescription(WaitsForReply.WAIT_SECONDS) @Min(0) @Max(3600) @Nullable
            Integer waitSeconds,

            @JsonPropertyDescription(
                    "Send nothing if it would cost more points than this; replaces the account's own limit.")
            @Min(0)
            @Nullable
            Long maxPoints)
            implements NamesChat, TakesFiles, WaitsForReply {}

    public static final ToolDefinition<Args, ReplyResult> DEFINITION = new ToolDefinition<>(
            "send_message",
            "Ask a bot",
            "Ask a bot. Continues chat_code if given, else starts a chat. Spends points.",
            Toolset.MESSAGES,
            Hints.adds(),
            Access.ACCOUNT_OR_API_KEY,
            Args.class,
            ReplyResult.class);

    private SendMessage() {}
}
