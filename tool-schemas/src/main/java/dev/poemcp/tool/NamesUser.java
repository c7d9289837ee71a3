package dev.poemcp.tool;

import org.jspecify.annotations.Nullable;

/** Arguments that identify a user by {@code user_id} or by {@code user_handle}. */
public interface NamesUser {
    @Nullable
    Long userId();

    @Nullable
    String userHandle();
}
