package dev.poemcp.poe;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A file attached to a message. {@code sizeBytes} and {@code mimeType} are null where Poe gives none; {@code url} is null
 * for a file that went with a message to the official API itself. */
public record Attachment(
        String name,
        @Nullable String mimeType,
        @Nullable URI url,
        @Nullable Long sizeBytes) {}
