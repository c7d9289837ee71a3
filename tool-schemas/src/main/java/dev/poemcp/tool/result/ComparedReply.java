package dev.poemcp.tool.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One bot's part of a comparison: the fields of a reply, and {@code error} exactly when it has none that is of use. One
 * flat object and no alternatives, since many hosts cannot read {@code oneOf}.
 */
public record ComparedReply(
        @JsonPropertyDescription("State of the reply; failed if there is an error.")
        ReplyResult.State state,

        @JsonPropertyDescription("Text of the reply, Markdown.")
        String text,

        @JsonPropertyDescription("If not null, there is more text: pass as text_offset to get_reply.") @Nullable
        Long nextTextOffset,

        @JsonPropertyDescription("Handle of the bot.") String bot,

        @JsonPropertyDescription("Chat of the reply; null if none was created.") @Nullable
        ChatResult chat,

        @JsonPropertyDescription("ID of the user's message; null if unknown.") @Nullable
        Long userMessageId,

        @JsonPropertyDescription("ID of the bot's message (the last one); null until it exists.") @Nullable
        Long messageId,

        @JsonPropertyDescription("Code for get_total_cost_points; null if unknown.") @Nullable
        String messageCode,

        @JsonPropertyDescription("Files attached to the reply.")
        List<AttachmentResult> attachments,

        @JsonPropertyDescription("Follow-up messages that Poe suggests.")
        List<String> suggestedReplies,

        @JsonPropertyDescription("Points spent; null if unknown.") @Nullable
        Long pointsSpent,

        @JsonPropertyDescription("How Poe was reached: the account's session or the API key.")
        ReplyResult.Via via,

        @JsonPropertyDescription("Milliseconds since sending.")
        long elapsedMs,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @JsonPropertyDescription("Why the reply is missing or failed; absent otherwise.")
        @Nullable
        ErrorResult error) {}
