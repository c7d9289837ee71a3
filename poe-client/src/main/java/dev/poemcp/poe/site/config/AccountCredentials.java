package dev.poemcp.poe.site.config;

import dev.poemcp.poe.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What the account's browser shows the site.
 *
 * @param pB cookie {@code p-b}, exactly as copied (never decoded)
 * @param pLat cookie {@code p-lat}, where the site gave one
 * @param formkey header {@code poe-formkey}; null: it is taken from the page
 */
public record AccountCredentials(
        Secret pB, @Nullable Secret pLat, @Nullable Secret formkey) {}
