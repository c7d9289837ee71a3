package dev.poemcp.tool;

import org.jspecify.annotations.Nullable;

/** Arguments that name a person: by number or by handle, one of the two. */
public interface NamesUser {
    @Nullable
    Long userId();

    @Nullable
    String userHandle();
}
