package dev.poemcp.tool.result;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message of a chat. */
public record MessageResult(
        @JsonPropertyDescription("Numeric message ID.") long messageId,

        @JsonPropertyDescription("Code for get_total_cost_points; null if unknown.") @Nullable
        String messageCode,

        @JsonPropertyDescription("user, the bot's handle, or chat_break (context cleared here).")
        String author,

        @JsonPropertyDescription("Message text, Markdown.") String text,

        @JsonPropertyDescription("Poe's state of the message, e.g. complete.")
        String state,

        @JsonPropertyDescription("Creation time, RFC 3339.") String creationTime,

        @JsonPropertyDescription("Files attached to the message.")
        List<AttachmentResult> attachments) {}
