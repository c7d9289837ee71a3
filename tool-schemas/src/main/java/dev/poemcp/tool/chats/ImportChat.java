package dev.poemcp.tool.chats;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The tool {@code import_chat}. */
public final class ImportChat {
    public record Args(
            @JsonPropertyDescription("Share code or poe.com/s/… URL.") @Size(min = 1, max = 300)
            String shareCode) {}

    /** The copy: a chat, and what it lacks. */
    public record Result(
            long chatId,

            String chatCode,

            @Nullable String title,

            String url,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String bot,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String lastInteractionTime,

            @JsonPropertyDescription("Number of shared attachments that the copy lacks; absent if none.")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            Integer attachmentsMissing) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "import_chat",
            "Import a shared chat",
            "Copy a shared chat into the account; send_message can continue it. Free.",
            Toolset.CHATS,
            Hints.adds(),
            Access.ACCOUNT,
            Args.class,
            Result.class);

    private ImportChat() {}
}
