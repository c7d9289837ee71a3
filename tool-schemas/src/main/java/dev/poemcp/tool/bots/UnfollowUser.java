package dev.poemcp.tool.bots;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.NamesUser;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import dev.poemcp.tool.result.FollowingResult;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The tool {@code unfollow_user}. */
public final class UnfollowUser {
    public record Args(
            @JsonPropertyDescription("Numeric ID.") @Min(1) @Nullable
            Long userId,

            @JsonPropertyDescription("Handle; this or user_id.") @Size(min = 1, max = 200) @Nullable
            String userHandle)
            implements NamesUser {}

    public static final ToolDefinition<Args, FollowingResult> DEFINITION = new ToolDefinition<>(
            "unfollow_user",
            "Unfollow a user",
            "Stop following a Poe user.",
            Toolset.BOTS,
            Hints.sets(),
            Access.ACCOUNT,
            Args.class,
            FollowingResult.class);

    private UnfollowUser() {}
}
