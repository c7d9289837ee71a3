package dev.poemcp.poe.site.session;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;

/**
 * The site says that it did not carry out a request that creates something, and another request may fare better: its query
 * was unknown and there is another, or the site wants another formkey or signature since. The caller may ask once more,
 * when it has seen for itself that nothing was created.
 */
public final class NotCarriedOutException extends PoeException {
    private static final long serialVersionUID = 1L;

    NotCarriedOutException(PoeFailure failure) {
        super(failure);
    }
}
