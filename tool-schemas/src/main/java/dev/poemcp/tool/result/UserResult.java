package dev.poemcp.tool.result;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A Poe user. {@code null}: unknown. */
public record UserResult(
        @JsonPropertyDescription("Numeric user ID.") long userId,

        @JsonPropertyDescription("User handle; null if unknown.") @Nullable
        String handle,

        @JsonPropertyDescription("Full name; null if unknown.") @Nullable
        String fullName,

        @JsonPropertyDescription("Number of followers; null if unknown.") @Nullable
        Long followerCount,

        @JsonPropertyDescription("Profile photo URL; null if unknown.") @Nullable
        String profilePhotoUrl) {}
