package dev.poemcp.server.resources;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An item of the list of resources.
 *
 * @param description null if the title is enough
 * @param lastModified null where it is not known
 */
public record ResourceEntry(
        String uri,
        String title,
        @Nullable String description,
        String mimeType,
        @Nullable Instant lastModified) {}
