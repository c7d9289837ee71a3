package dev.poemcp.tool.bots;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import dev.poemcp.tool.result.BotResult;
import dev.poemcp.tool.result.UserResult;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The tool {@code explore}. */
public final class Explore {
    public record Args(
            @JsonPropertyDescription("Search words.") @Size(min = 1, max = 500) @Nullable
            String query,

            @JsonPropertyDescription("Category of bots, from get_available_categories; not with query.")
            @Size(min = 1, max = 200)
            @Nullable
            String category,

            @JsonPropertyDescription("Default: bot.") @Nullable
            EntityType entityType,

            @JsonPropertyDescription("Results per page. Default: 20.") @Min(1) @Max(100) @Nullable
            Integer count,

            @JsonPropertyDescription("next_cursor of the page before.") @Size(min = 1, max = 2000) @Nullable
            String cursor) {}

    public record Result(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<BotResult> bots,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<UserResult> users,

            @Nullable String nextCursor) {}

    /** What to search for. */
    public enum EntityType {
        BOT,
        USER;

        /** The value in JSON. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "explore",
            "Find bots or users",
            "Find bots by words or by category (without either: featured ones), or users by name. Free.",
            Toolset.BOTS,
            Hints.reads(),
            Access.ACCOUNT_OR_API_KEY,
            Args.class,
            Result.class);

    private Explore() {}
}
