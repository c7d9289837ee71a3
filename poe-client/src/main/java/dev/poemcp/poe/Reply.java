package dev.poemcp.poe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bot's reply as known at one moment.
 *
 * @param text the whole text so far, Markdown, unchanged (cut to the shown length if it was cancelled); the messages of
 *     a reply are joined in order by blank lines
 * @param bot handle of the bot
 * @param chat the chat; its title may still be missing
 * @param userMessageId the user message that the reply responds to; null if unknown
 * @param messageId the bot's message, the last one if there are several; null until Poe has created one
 * @param messageIds all messages of the reply, in order
 * @param messageCode null if the site gives none
 * @param pointsSpent null while unknown
 * @param jobId Poe's job for this reply, under which it reports the cost; null while unknown
 * @param failure why it failed; present if and only if the state is {@link State#FAILED}
 */
public record Reply(
        State state,
        String text,
        @Nullable String bot,
        Chat chat,
        @Nullable Long userMessageId,
        @Nullable Long messageId,
        List<Long> messageIds,
        @Nullable String messageCode,
        List<Attachment> attachments,
        List<String> suggestedReplies,
        @Nullable Long pointsSpent,
        @Nullable Long jobId,
        Via via,
        Duration elapsed,
        Optional<PoeFailure> failure) {
    /** State of a reply. Poe's {@code output_truncated} is {@link #COMPLETE}: the text is usable. */
    public enum State {
        IN_PROGRESS,
        COMPLETE,
        CANCELLED,
        FAILED;

        public boolean ended() {
            return this != IN_PROGRESS;
        }
    }

    public Reply {
        messageIds = List.copyOf(messageIds);
        attachments = List.copyOf(attachments);
        suggestedReplies = List.copyOf(suggestedReplies);
    }

    /** The same failed reply with another reason. */
    public Reply withFailure(PoeFailure why) {
        return new Reply(
                state,
                text,
                bot,
                chat,
                userMessageId,
                messageId,
                messageIds,
                messageCode,
                attachments,
                suggestedReplies,
                pointsSpent,
                jobId,
                via,
                elapsed,
                Optional.of(why));
    }
}
