package dev.poemcp.tool.result;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A person on Poe. Null is what Poe did not tell. */
public record UserResult(
        @JsonPropertyDescription("Number of the user.") long userId,

        @JsonPropertyDescription("Handle; null where unknown.") @Nullable
        String handle,

        @JsonPropertyDescription("Full name; null where unknown.") @Nullable
        String fullName,

        @JsonPropertyDescription("How many follow; null where unknown.") @Nullable
        Long followerCount,

        @JsonPropertyDescription("URL of the photo; null where unknown.") @Nullable
        String profilePhotoUrl) {}
