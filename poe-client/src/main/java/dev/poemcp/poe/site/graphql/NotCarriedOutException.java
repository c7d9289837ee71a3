package dev.poemcp.poe.site.graphql;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;

/**
 * A request that creates something was most likely not executed, and another one may succeed: its query was unknown
 * and there is another, or it was refused and the site now needs another formkey or signature. The caller may repeat it
 * once it has checked that nothing was created.
 */
public final class NotCarriedOutException extends PoeException {
    private static final long serialVersionUID = 1L;

    public NotCarriedOutException(PoeFailure failure) {
        super(failure);
    }
}
