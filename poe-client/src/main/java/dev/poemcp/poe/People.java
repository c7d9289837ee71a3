package dev.poemcp.poe;

import org.jspecify.annotations.Nullable;

/** Users of Poe. */
public interface People {
    /** @throws PoeException {@link PoeFailure.NotFound} */
    User get(String handle);

    /**
     * @param query may be empty
     * @param count 1 to 100
     */
    Page<User> search(String query, int count, @Nullable String cursor);

    /** Follows or unfollows; idempotent. */
    void setFollowing(long userId, boolean following);
}
