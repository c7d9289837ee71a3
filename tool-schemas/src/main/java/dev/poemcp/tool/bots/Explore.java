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

/** Finds bots and people. */
public final class Explore {
    /** What the caller says. */
    public record Args(
            @JsonPropertyDescription("Words to search for.") @Size(min = 1, max = 500) @Nullable
            String query,

            @JsonPropertyDescription("Of get_available_categories; bots only, not with query.")
            @Size(min = 1, max = 200)
            @Nullable
            String category,

            @JsonPropertyDescription("Default bot.") @Nullable
            EntityType entityType,

            @JsonPropertyDescription("How many, default 20.") @Min(1) @Max(100) @Nullable
            Integer count,

            @JsonPropertyDescription("next_cursor of the page before.") @Size(min = 1, max = 2000) @Nullable
            String cursor) {}

    /** What the caller gets. */
    public record Result(
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @JsonPropertyDescription("Bots found; only for entity_type bot.")
            @Nullable
            List<BotResult> bots,

            @JsonInclude(JsonInclude.Include.NON_NULL)
            @JsonPropertyDescription("People found; only for entity_type user.")
            @Nullable
            List<UserResult> users,

            @JsonPropertyDescription("Asks for the next page; null at the end.") @Nullable
            String nextCursor) {}

    /** What can be looked for. */
    public enum EntityType {
        BOT,
        USER;

        /** As on the wire. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "explore",
            "Explore bots or people",
            "Find bots by words or by category (with neither, Poe's front page), or people by name. Free.",
            Toolset.BOTS,
            Hints.reads(),
            Access.ACCOUNT_OR_API_KEY,
            Args.class,
            Result.class);

    private Explore() {}
}
