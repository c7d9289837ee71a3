package dev.poemcp.tool.result;

import org.jspecify.annotations.Nullable;

/** A file attached to a message. */
public record AttachmentResult(
        String name,

        @Nullable String mimeType,

        @Nullable String url,

        @Nullable Long sizeBytes) {}
