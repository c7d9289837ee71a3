package dev.poemcp.tool.messages;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import jakarta.validation.constraints.Min;
import java.util.List;

/** The tool {@code list_preview_apps}. */
public final class ListPreviewApps {
    public record Args(
            @JsonPropertyDescription("ID of the bot's message.") @Min(1)
            Long messageId) {}

    public record Result(
            @JsonPropertyDescription("Numeric message ID.") long messageId,

            @JsonPropertyDescription("Previews, in the order of the reply.")
            List<App> apps) {}

    /** One preview app. */
    public record App(
            @JsonPropertyDescription("Position in the reply, from 0.")
            int index,

            @JsonPropertyDescription("Public URL of the preview.")
            String url) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "list_preview_apps",
            "List preview apps",
            "Publish the app previews (HTML, React) in a bot's reply and list their public URLs. Use only if the user asked for it.",
            Toolset.MESSAGES,
            Hints.sets(),
            Access.ACCOUNT,
            Args.class,
            Result.class);

    private ListPreviewApps() {}
}
