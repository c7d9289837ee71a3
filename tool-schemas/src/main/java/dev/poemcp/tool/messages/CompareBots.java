package dev.poemcp.tool.messages;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import dev.poemcp.tool.WaitsForReply;
import dev.poemcp.tool.result.ComparedReply;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tool {@code compare_bots}. */
public final class CompareBots {
    public record Args(
            @JsonPropertyDescription("Message text, Markdown.") @Size(min = 1, max = 1_000_000)
            String message,

            @JsonPropertyDescription("Bot handles, as returned by explore.") @Size(min = 2, max = 8)
            List<@Size(min = 1, max = 200) String> bots,

            @JsonPropertyDescription("Files to attach: local paths or public http(s) URLs.") @Size(max = 20) @Nullable
            List<@Size(min = 1, max = 4096) String> files,

            @JsonPropertyDescription(
                    "Seconds to wait for the replies; when they run out, returns what exists so far. 0: don't wait.")
            @Min(0)
            @Max(3600)
            @Nullable
            Integer waitSeconds,

            @JsonPropertyDescription("Fail without sending if all messages together would cost more points than this.")
            @Min(0)
            @Nullable
            Long maxPoints)
            implements WaitsForReply {}

    public record Result(
            @JsonPropertyDescription("One per bot, in the order of bots.")
            List<ComparedReply> replies,

            @JsonPropertyDescription("Total points spent; null if any cost is unknown.") @Nullable
            Long pointsSpent) {}

    public static final ToolDefinition<Args, Result> DEFINITION = new ToolDefinition<>(
            "compare_bots",
            "Compare bots",
            "Send the same message to 2 to 8 bots at once, each in a new chat, and get all replies. Spends points for each bot.",
            Toolset.MESSAGES,
            Hints.adds(),
            Access.ACCOUNT_OR_API_KEY,
            Args.class,
            Result.class);

    private CompareBots() {}
}
