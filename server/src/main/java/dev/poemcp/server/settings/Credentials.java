package dev.poemcp.server.settings;

import dev.poemcp.poe.Secret;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Credentials for Poe: an account's cookies and formkey, and a key of the official API; null where not configured.
 *
 * @param browser the browser that the account's cookies come from, {@link StoredBrowser#NONE} if unknown
 */
public record Credentials(
        @Nullable Secret pB,
        @Nullable Secret pLat,
        @Nullable Secret formkey,
        @Nullable Secret apiKey,
        StoredBrowser browser) {
    public static final Credentials NONE = new Credentials(null, null, null, null);

    /** Cookies of an unknown browser. */
    public Credentials(@Nullable Secret pB, @Nullable Secret pLat, @Nullable Secret formkey, @Nullable Secret apiKey) {
        this(pB, pLat, formkey, apiKey, StoredBrowser.NONE);
    }

    /** The configured ones. */
    public List<Secret> secrets() {
        return Stream.concat(
                        Stream.of(pB, pLat, formkey, apiKey).filter(Objects::nonNull),
                        browser.cookies().values().stream())
                .toList();
    }

    /** Whether an account is configured. */
    public boolean hasAccount() {
        return pB != null;
    }

    /** Whether a key of the official API is configured. */
    public boolean hasApiKey() {
        return apiKey != null;
    }

    /** Whether there is a key and no account. */
    public boolean isOnlyApiKey() {
        return hasApiKey() && !hasAccount();
    }
}
