package dev.poemcp.poe.site.reply;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Via;
import dev.poemcp.poe.site.json.MessageNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a reply before it begins.
 *
 * @param bot handle of the bot that the message was sent to
 * @param userMessageId the user's message; null if not known
 */
public record ReplyOrigin(
        Chat chat, @Nullable String bot, @Nullable Long userMessageId) {
    /** The current state of the reply. */
    Reply reply(ReplyStateMachine machine, Duration elapsed) {
        String title = machine.extras().title() == null
                ? chat.title()
                : machine.extras().title();
        List<String> suggestions = machine.extras().suggestions();
        return new Reply(
                state(machine.status()),
                machine.text(),
                bot == null ? machine.messages().botHandle() : bot,
                new Chat(chat.chatId(), chat.chatCode(), title, chat.url(), chat.bot(), chat.lastInteraction()),
                userMessageId,
                machine.messageId() == 0 ? null : machine.messageId(),
                machine.messages().ids(),
                machine.messages().messageCode(),
                MessageNode.absolute(machine.messages().attachments(), chat.page()),
                suggestions == null ? List.of() : suggestions,
                machine.extras().points(),
                machine.jobId() == 0 ? null : machine.jobId(),
                Via.ACCOUNT,
                elapsed,
                machine.failure());
    }

    private static Reply.State state(MessageStatus status) {
        return switch (status) {
            case RUNNING -> Reply.State.IN_PROGRESS;
            case COMPLETE -> Reply.State.COMPLETE;
            case CANCELLED -> Reply.State.CANCELLED;
            case FAILED -> Reply.State.FAILED;
        };
    }
}
