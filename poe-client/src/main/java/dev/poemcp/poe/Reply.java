package dev.poemcp.poe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bot's answer as far as it is known at one moment.
 *
 * @param text the whole text so far, Markdown, exactly as Poe has it (cut to the shown length when it was cancelled); of
 *     an answer in several messages all of them, in order, with a blank line between them
 * @param bot handle of the bot that answers
 * @param chat the chat; its title may still be missing
 * @param userMessageId the human message answered; null where it is not known
 * @param messageId the bot's message, the last one where there are several; null until Poe has made one
 * @param messageIds all messages of the answer, in order
 * @param messageCode null where the site does not tell it
 * @param pointsSpent null while or where unknown
 * @param jobId Poe's number of the work on this answer, by which it reports the cost; null while or where unknown
 * @param failure why it failed; present exactly when the state is {@link State#FAILED}
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
        Duration elapsed,
        Optional<PoeFailure> failure) {
    /** Where an answer stands. {@code output_truncated} at Poe is {@link #COMPLETE}: the text is usable. */
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
}
