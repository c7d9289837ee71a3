package dev.poemcp.poe;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A user of Poe. */
public record User(
        long userId,
        @Nullable String handle,
        @Nullable String fullName,
        @Nullable Long followerCount,
        @Nullable URI profilePhotoUrl) {}
