package dev.poemcp.tool.result;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A bot's reply. */
public record ReplyResult(
        @JsonPropertyDescription("in_progress: call get_reply.")
        State state,

        String text,

        @JsonPropertyDescription("More text: text_offset for get_reply.") @Nullable
        Long nextTextOffset,

        @Nullable String bot,

        ChatResult chat,

        @JsonPropertyDescription("The question.") @Nullable Long userMessageId,

        @JsonPropertyDescription("Last message of the answer.") @Nullable
        Long messageId,

        List<Long> messageIds,

        @JsonPropertyDescription("For get_total_cost_points.") @Nullable
        String messageCode,

        List<AttachmentResult> attachments,

        List<String> suggestedReplies,

        @Nullable Long pointsSpent,

        Via via,

        long elapsedMs) {
    /** State of a reply. */
    public enum State {
        COMPLETE,
        IN_PROGRESS,
        CANCELLED,
        FAILED;

        /** The value in JSON. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How Poe was reached. */
    public enum Via {
        ACCOUNT,
        API;

        /** The value in JSON. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
