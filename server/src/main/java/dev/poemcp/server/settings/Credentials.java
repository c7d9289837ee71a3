package dev.poemcp.server.settings;

import dev.poemcp.poe.Secret;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Credentials of a Poe account; null where not configured. */
public record Credentials(
        @Nullable Secret pB,
        @Nullable Secret pLat,
        @Nullable Secret formkey) {
    public static final Credentials NONE = new Credentials(null, null, null);

    /** The configured ones. */
    public List<Secret> secrets() {
        return Stream.of(pB, pLat, formkey).filter(Objects::nonNull).toList();
    }

    /** Whether an account is configured. */
    public boolean hasAccount() {
        return pB != null;
    }
}
