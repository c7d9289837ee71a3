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
        @JsonPropertyDescription("in_progress: call get_reply.")
        ReplyResult.State state,

        String text,

        @JsonPropertyDescription("More text: text_offset for get_reply.") @Nullable
        Long nextTextOffset,

        String bot,

        @Nullable ChatResult chat,

        @JsonPropertyDescription("The question.") @Nullable Long userMessageId,

        @JsonPropertyDescription("Last message of the answer.") @Nullable
        Long messageId,

        List<Long> messageIds,

        @JsonPropertyDescription("For get_total_cost_points.") @Nullable
        String messageCode,

        List<AttachmentResult> attachments,

        List<String> suggestedReplies,

        @Nullable Long pointsSpent,

        ReplyResult.@Nullable Via via,

        long elapsedMs,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ErrorResult error) {}
