package dev.poemcp.tool.result;

import org.jspecify.annotations.Nullable;

/** A Poe user. {@code null}: unknown. */
public record UserResult(
        long userId,

        @Nullable String handle,

        @Nullable String fullName,

        @Nullable Long followerCount,

        @Nullable String profilePhotoUrl) {}
