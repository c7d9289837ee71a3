package dev.poemcp.poe.site.config;

import dev.poemcp.poe.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of the account at the site.
 *
 * @param pB cookie {@code p-b}, exactly as copied (never decoded)
 * @param pLat cookie {@code p-lat}, if the account has one
 * @param formkey header {@code poe-formkey}; null: found in the home page
 * @param browser the browser that the cookies come from, {@link BrowserIdentity#NONE} if unknown
 */
public record AccountCredentials(
        Secret pB, @Nullable Secret pLat, @Nullable Secret formkey, BrowserIdentity browser) {
    /** Cookies that were copied by hand. */
    public AccountCredentials(Secret pB, @Nullable Secret pLat, @Nullable Secret formkey) {
        this(pB, pLat, formkey, BrowserIdentity.NONE);
    }
}
