package dev.poemcp.tool.result;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A bot's answer. */
public record ReplyResult(
        @JsonPropertyDescription("How far it is.") State state,

        @JsonPropertyDescription("Text of the answer, Markdown.")
        String text,

        @JsonPropertyDescription("Where get_reply goes on with text_offset; null at the end.") @Nullable
        Long nextTextOffset,

        @JsonPropertyDescription("Handle of the bot; null where unknown.") @Nullable
        String bot,

        @JsonPropertyDescription("The chat it stands in.") ChatResult chat,

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

        @JsonPropertyDescription("Which way it came.") Via via,

        @JsonPropertyDescription("Time from sending to now, milliseconds.")
        long elapsedMs) {
    /** Where an answer stands. */
    public enum State {
        COMPLETE,
        IN_PROGRESS,
        CANCELLED,
        FAILED;

        /** As on the wire. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Ways to Poe. */
    public enum Via {
        ACCOUNT,
        API;

        /** As on the wire. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
