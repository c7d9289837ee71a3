package dev.poemcp.tool.messages;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import jakarta.validation.constraints.Min;
import java.util.List;

/** Publishes the previews in an answer. */
public final class ListPreviewApps {
    /** What the caller says. */
    public record Args(
            @JsonPropertyDescription("Number of the bot's message.") @Min(1)
            Long messageId) {}

    /** What the caller gets. */
    public record Result(
            @JsonPropertyDescription("Number of the message.")
            long messageId,

            @JsonPropertyDescription("In the order of the answer.")
            List<App> apps) {}

    /** One preview. */
    public record App(
            @JsonPropertyDescription("Position in the answer, from 0.")
            int index,

            @JsonPropertyDescription("Where anybody can open it.")
            String url) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "list_preview_apps",
            "List preview apps",
            "Publish the previews (HTML, React) in a bot's answer under public URLs and list them. Only on the user's wish.",
            Toolset.MESSAGES,
            Hints.sets(),
            Access.ACCOUNT,
            Args.class,
            Result.class);

    private ListPreviewApps() {}
}
