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

/** Follows a person. */
public final class FollowUser {
    /** What the caller says. */
    public record Args(
            @JsonPropertyDescription("Number of the user.") @Min(1) @Nullable
            Long userId,

            @JsonPropertyDescription("Or the handle.") @Size(min = 1, max = 200) @Nullable
            String userHandle)
            implements NamesUser {}

    public static final ToolDefinition<Args, FollowingResult> DEFINITION = new ToolDefinition<>(
            "follow_user",
            "Follow a person",
            "Follow a person on Poe, who can see it.",
            Toolset.BOTS,
            Hints.sets(),
            Access.ACCOUNT,
            Args.class,
            FollowingResult.class);

    private FollowUser() {}
}
