package dev.poemcp.poe.site.negotiation;

import org.jspecify.annotations.Nullable;

/**
 * One detail of the site that differs from what was known before; for the user, without secrets.
 *
 * @param detail for example {@code sendMessage} or {@code signature}
 * @param before null if nothing was known
 */
public record KnowledgeChange(String detail, @Nullable String before, String after) {}
