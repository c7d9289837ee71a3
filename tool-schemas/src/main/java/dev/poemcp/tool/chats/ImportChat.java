package dev.poemcp.tool.chats;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import dev.poemcp.tool.result.ChatResult;
import jakarta.validation.constraints.Size;

/** The tool {@code import_chat}. */
public final class ImportChat {
    public record Args(
            @JsonPropertyDescription("Share code or poe.com/s/… URL.") @Size(min = 1, max = 300)
            String shareCode) {}

    public static final ToolDefinition<Args, ChatResult> DEFINITION = new ToolDefinition<>(
            "import_chat",
            "Import a shared chat",
            "Copy a shared chat into the account; send_message can continue it. Free.",
            Toolset.CHATS,
            Hints.adds(),
            Access.ACCOUNT,
            Args.class,
            ChatResult.class);

    private ImportChat() {}
}
