package dev.poemcp.poe;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A file attached to a message. {@code sizeBytes} and {@code mimeType} are null where Poe gives none. */
public record Attachment(
        String name,
        @Nullable String mimeType,
        URI url,
        @Nullable Long sizeBytes) {}
