package dev.poemcp.server.settings;

import dev.poemcp.poe.Secret;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What shows Poe who asks; null is what nobody has configured. */
public record Credentials(
        @Nullable Secret pB,
        @Nullable Secret pLat,
        @Nullable Secret formkey) {
    public static final Credentials NONE = new Credentials(null, null, null);

    /** Those that are there. */
    public List<Secret> secrets() {
        return Stream.of(pB, pLat, formkey).filter(Objects::nonNull).toList();
    }

    /** Whether the account's own way is open. */
    public boolean hasAccount() {
        return pB != null;
    }
}
