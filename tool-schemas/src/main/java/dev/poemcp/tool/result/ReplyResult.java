package dev.poemcp.tool.result;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A bot's reply. */
public record ReplyResult(
        @JsonPropertyDescription("State of the reply; in_progress: get the rest with get_reply.")
        State state,

        @JsonPropertyDescription("Text of the reply, Markdown.")
        String text,

        @JsonPropertyDescription("If not null, there is more text: pass as text_offset to get_reply.") @Nullable
        Long nextTextOffset,

        @JsonPropertyDescription("Handle of the bot; null if unknown.") @Nullable
        String bot,

        @JsonPropertyDescription("Chat of the reply.") ChatResult chat,

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
        Via via,

        @JsonPropertyDescription("Milliseconds since sending.")
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
