package dev.poemcp.tool.result;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message of a chat. */
public record MessageResult(
        @JsonPropertyDescription("Number of the message.") long messageId,

        @JsonPropertyDescription("Code for get_total_cost_points; null where unknown.") @Nullable
        String messageCode,

        @JsonPropertyDescription("user, chat_break (context cleared here), or the bot's handle.")
        String author,

        @JsonPropertyDescription("Text, Markdown.") String text,

        @JsonPropertyDescription("Poe's name of the state, e.g. complete.")
        String state,

        @JsonPropertyDescription("When it was made, RFC 3339.")
        String creationTime,

        @JsonPropertyDescription("Files of the message.") List<AttachmentResult> attachments) {}
