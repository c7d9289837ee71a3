package dev.poemcp.poe.site.graphql;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;

/**
 * A request that creates something was most likely not carried out, and another one may fare better: its query was unknown
 * and there is another, or it was refused and the site wants another formkey or signature since. The caller may ask once
 * more, when it has seen for itself that nothing was created.
 */
public final class NotCarriedOutException extends PoeException {
    private static final long serialVersionUID = 1L;

    public NotCarriedOutException(PoeFailure failure) {
        super(failure);
    }
}
