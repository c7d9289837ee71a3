package dev.poemcp.tool.models;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import dev.poemcp.tool.result.ModelResult;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tool {@code list_models}. */
public final class ListModels {
    public record Args(
            @JsonPropertyDescription("Words of name or description.") @Size(min = 1, max = 500) @Nullable
            String query,

            @JsonPropertyDescription("Maker, like OpenAI.") @Size(min = 1, max = 200) @Nullable
            String ownedBy,

            @JsonPropertyDescription("Of input or output: text, image, audio, video.")
            @Size(min = 1, max = 50)
            @Nullable
            String modality,

            @JsonPropertyDescription("Models per page. Default: 20.") @Min(1) @Max(100) @Nullable
            Integer count,

            @JsonPropertyDescription("next_cursor of the page before.") @Size(min = 1, max = 2000) @Nullable
            String cursor) {}

    public record Result(List<ModelResult> models, @Nullable String nextCursor) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "list_models",
            "List models",
            "List the models of Poe's API with modalities, context window and prices. Free.",
            Toolset.MODELS,
            Hints.reads(),
            Access.NONE,
            Args.class,
            Result.class);

    private ListModels() {}
}
