package dev.poemcp.poe.site.negotiation;

import dev.poemcp.poe.Secret;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a request needs to pass the site's gate.
 *
 * @param formkey null: none is sent, which the site accepts for some reads (docs/poe-protocol.md §1.5)
 * @param revision the site's own id of its build; null if unknown
 */
public record Gate(
        GateRecipe recipe,
        @Nullable Secret formkey,
        @Nullable String revision) {
    /** Significant characters of a formkey. */
    private static final int KEY_LENGTH = 32;

    /** Signed together with the payload; empty without a formkey. */
    public String signedKey() {
        return formkey == null ? "" : formkey.reveal();
    }

    /** Whether both have the same formkey, signature and headers; the revision does not matter. */
    boolean signsAs(Gate other) {
        return recipe.equals(other.recipe) && Objects.equals(formkey, other.formkey);
    }

    /** Cuts a key to its significant characters, as the site does. */
    static Secret cut(Secret formkey) {
        String text = formkey.reveal().strip();
        return new Secret(text.length() > KEY_LENGTH ? text.substring(0, KEY_LENGTH) : text);
    }
}
