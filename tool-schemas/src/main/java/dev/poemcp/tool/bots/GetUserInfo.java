package dev.poemcp.tool.bots;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import dev.poemcp.tool.result.UserResult;
import jakarta.validation.constraints.Size;

/** The tool {@code get_user_info}. */
public final class GetUserInfo {
    public record Args(
            @JsonPropertyDescription("User handle.") @Size(min = 1, max = 200)
            String userHandle) {}

    public static final ToolDefinition<Args, UserResult> DEFINITION = new ToolDefinition<>(
            "get_user_info",
            "Get a user's profile",
            "Get the profile of a Poe user. Free.",
            Toolset.BOTS,
            Hints.reads(),
            Access.ACCOUNT,
            Args.class,
            UserResult.class);

    private GetUserInfo() {}
}
