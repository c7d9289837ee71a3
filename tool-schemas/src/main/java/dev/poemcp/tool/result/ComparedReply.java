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
        @JsonPropertyDescription("How far it is; failed when there is an error.")
        ReplyResult.State state,

        @JsonPropertyDescription("Text of the answer, Markdown.")
        String text,

        @JsonPropertyDescription("Where get_reply goes on with text_offset; null at the end.") @Nullable
        Long nextTextOffset,

        @JsonPropertyDescription("Handle of the bot asked.") String bot,

        @JsonPropertyDescription("The chat it stands in; null where none was made.") @Nullable
        ChatResult chat,

        @JsonPropertyDescription("The message it answers; null where unknown.") @Nullable
        Long userMessageId,

        @JsonPropertyDescription("The answer's number; null until there is one.") @Nullable
        Long messageId,

        @JsonPropertyDescription("Code for get_total_cost_points; null where unknown.") @Nullable
        String messageCode,

        @JsonPropertyDescription("Files of the answer.") List<AttachmentResult> attachments,

        @JsonPropertyDescription("What the bot suggests to ask next.")
        List<String> suggestedReplies,

        @JsonPropertyDescription("Points it cost; null where unknown.") @Nullable
        Long pointsSpent,

        @JsonPropertyDescription("Which way it came.") ReplyResult.Via via,

        @JsonPropertyDescription("Time from sending to now, milliseconds.")
        long elapsedMs,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @JsonPropertyDescription("Why there is no answer; absent when there is one.")
        @Nullable
        ErrorResult error) {}
