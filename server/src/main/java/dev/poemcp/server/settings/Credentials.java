package dev.poemcp.server.settings;

import dev.poemcp.poe.Secret;
import org.jspecify.annotations.Nullable;

/** What shows Poe who asks; null is what nobody has configured. */
public record Credentials(
        @Nullable Secret pB,
        @Nullable Secret pLat,
        @Nullable Secret formkey) {
    public static final Credentials NONE = new Credentials(null, null, null);

    /** Whether the account's own way is open. */
    public boolean hasAccount() {
        return pB != null;
    }
}
