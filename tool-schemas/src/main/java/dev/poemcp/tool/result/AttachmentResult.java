package dev.poemcp.tool.result;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A file that came with a message. */
public record AttachmentResult(
        @JsonPropertyDescription("File name.") String name,

        @JsonPropertyDescription("Media type; null where Poe does not tell it.") @Nullable
        String mimeType,

        @JsonPropertyDescription("Where it can be fetched.") String url,

        @JsonPropertyDescription("Size in bytes; null where Poe does not tell it.") @Nullable
        Long sizeBytes) {}
