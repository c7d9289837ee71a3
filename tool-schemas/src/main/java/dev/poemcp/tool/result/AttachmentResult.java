package dev.poemcp.tool.result;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A file attached to a message. */
public record AttachmentResult(
        @JsonPropertyDescription("File name.") String name,

        @JsonPropertyDescription("MIME type; null if unknown.") @Nullable
        String mimeType,

        @JsonPropertyDescription("Download URL.") String url,

        @JsonPropertyDescription("Size in bytes; null if unknown.") @Nullable
        Long sizeBytes) {}
