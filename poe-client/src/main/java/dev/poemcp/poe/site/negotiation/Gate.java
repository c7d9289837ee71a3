package dev.poemcp.poe.site.negotiation;

import dev.poemcp.poe.Secret;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a request shows at the site's gate.
 *
 * @param formkey null: the request goes without one, which the site lets some reads do (docs/poe-protocol.md §1.5)
 * @param revision the site's own id of its build; null where it is not known
 */
public record Gate(
        GateRecipe recipe,
        @Nullable Secret formkey,
        @Nullable String revision) {
    /** The formkey's characters that count. */
    private static final int KEY_LENGTH = 32;

    /** What the signature covers beside the payload; empty without a formkey. */
    public String signedKey() {
        return formkey == null ? "" : formkey.reveal();
    }

    /** Whether both show the same formkey, signature and headers; the revision says nothing about either. */
    boolean signsAs(Gate other) {
        return recipe.equals(other.recipe) && Objects.equals(formkey, other.formkey);
    }

    /** Cuts a key as the site does: pages and users may have more characters than count. */
    static Secret cut(Secret formkey) {
        String text = formkey.reveal().strip();
        return new Secret(text.length() > KEY_LENGTH ? text.substring(0, KEY_LENGTH) : text);
    }
}
