package dev.poemcp.poe.site.session;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.graphql.NotCarriedOutException;

/** Creates refusals for tests in other packages. */
public final class Refusals {
    private Refusals() {}

    public static PoeException notCarriedOut(PoeFailure failure) {
        return new NotCarriedOutException(failure);
    }
}
