package dev.poemcp.tool.result;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message of a chat. */
public record MessageResult(
        long messageId,

        @JsonPropertyDescription("For get_total_cost_points.") @Nullable
        String messageCode,

        @JsonPropertyDescription("user, bot handle, or chat_break (context cleared).")
        String author,

        String text,

        String state,

        String creationTime,

        List<AttachmentResult> attachments) {}
