package dev.poemcp.tool.result;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Whether the account follows a user. */
public record FollowingResult(
        @JsonPropertyDescription("Numeric user ID.") long userId,

        @JsonPropertyDescription("Whether the account follows the user now.")
        boolean following) {}
