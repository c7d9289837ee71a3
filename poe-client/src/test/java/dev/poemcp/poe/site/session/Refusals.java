package dev.poemcp.poe.site.session;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.graphql.NotCarriedOutException;

/** Refusals as the site's own code makes them, for tests of what others make of them. */
public final class Refusals {
    private Refusals() {}

    public static PoeException notCarriedOut(PoeFailure failure) {
        return new NotCarriedOutException(failure);
    }
}
