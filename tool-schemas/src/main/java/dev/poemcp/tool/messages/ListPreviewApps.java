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
            @JsonPropertyDescription("message_id of the answer.") @Min(1)
            Long messageId) {}

    public record Result(long messageId, List<App> apps) {}

    /** One preview app. */
    public record App(int index, String url) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "list_preview_apps",
            "Publish previews",
            "Publish the app previews (HTML, React) in an answer and list their public URLs. Only if the user asks.",
            Toolset.MESSAGES,
            Hints.sets(),
            Access.ACCOUNT,
            Args.class,
            Result.class);

    private ListPreviewApps() {}
}
