package dev.poemcp.poe;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A file that came with a message. {@code sizeBytes} and {@code mimeType} are null where Poe does not tell them. */
public record Attachment(
        String name,
        @Nullable String mimeType,
        URI url,
        @Nullable Long sizeBytes) {}
