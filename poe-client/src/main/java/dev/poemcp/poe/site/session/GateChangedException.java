package dev.poemcp.poe.site.session;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;

/**
 * A request that creates something was refused, and since then the site wants another formkey or signature, so that the
 * refusal was most likely about the old one. Whoever can tell that nothing was created may ask once more.
 */
public final class GateChangedException extends PoeException {
    private static final long serialVersionUID = 1L;

    GateChangedException(String operation, String refusal) {
        super(new PoeFailure.FormkeyUnavailable(
                "poe.com refused " + operation + " (" + refusal + "), and its formkey or signature has changed since.",
                Spend.POSSIBLE));
    }
}
