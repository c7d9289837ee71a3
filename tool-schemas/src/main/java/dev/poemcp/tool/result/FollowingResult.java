package dev.poemcp.tool.result;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Whether the account follows a person. */
public record FollowingResult(
        @JsonPropertyDescription("Number of the user.") long userId,

        @JsonPropertyDescription("Whether the account follows them now.")
        boolean following) {}
