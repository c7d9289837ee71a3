package dev.poemcp.poe.site.message;

import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.cache.ChatCache;
import dev.poemcp.poe.site.json.MessageNode;
import dev.poemcp.poe.site.json.RelayConnection;
import dev.poemcp.poe.site.reply.ReplyOrigin;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds a reply in its chat: on the newest page, or, if its id is given, also on older ones (docs/poe-protocol.md
 * §6.16).
 */
final class ReplyLocator {
    private static final int PAGE = 100;
    private static final int MAX_PAGES = 50;

    private final ChatCache chats;

    ReplyLocator(ChatCache chats) {
        this.chats = chats;
    }

    /**
     * A reply and its context.
     *
     * @param replyMessages the message and those of the same job on the same page, oldest first
     */
    record LocatedReply(ReplyOrigin origin, List<MessageNode> replyMessages) {
        boolean isRunning() {
            return replyMessages.stream().anyMatch(LastReply::isRunning);
        }
    }

    /** @throws PoeException {@link PoeFailure.NotFound} */
    LocatedReply find(ChatRef chat, @Nullable Long messageId) {
        ChatCache.ChatMessages page = chats.newest(chat);
        List<MessageNode> messages = page.messages();
        Optional<LocatedReply> found = among(page, messages, messageId);
        String cursor = page.olderCursor();
        for (int pages = 0; found.isEmpty() && cursor != null && pages < MAX_PAGES; pages++) {
            long oldest = messages.isEmpty() ? Long.MAX_VALUE : messages.get(0).messageId();
            if (messageId != null && messageId > oldest) {
                break;
            }
            RelayConnection<MessageNode> older = chats.older(page.chat().chatId(), PAGE, cursor);
            messages = older.items();
            found = among(page, messages, messageId);
            cursor = older.isLast(cursor) ? null : older.next();
        }
        return found.orElseThrow(() -> new PoeException(new PoeFailure.NotFound(
                PoeFailure.Subject.MESSAGE,
                messageId == null ? "answer of a bot in chat " + chat : Long.toString(messageId))));
    }

    private static Optional<LocatedReply> among(
            ChatCache.ChatMessages page, List<MessageNode> messages, @Nullable Long messageId) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            MessageNode message = messages.get(i);
            boolean matches = messageId == null ? message.fromBot() : message.messageId() == messageId;
            if (matches && !message.fromBot()) {
                throw new PoeException(new PoeFailure.InvalidRequest(
                        "Message " + messageId + " is not an answer of a bot, but one of yours or a note."));
            }
            if (matches) {
                long userMessageId = LastReply.userMessageBefore(messages, i);
                String bot = message.botHandle() == null ? page.chat().bot() : message.botHandle();
                return Optional.of(new LocatedReply(
                        new ReplyOrigin(page.chat(), bot, userMessageId == 0 ? null : userMessageId),
                        ofSameJob(messages, message)));
            }
        }
        return Optional.empty();
    }

    /** A reply may have several messages (docs/poe-protocol.md §5.7). */
    private static List<MessageNode> ofSameJob(List<MessageNode> messages, MessageNode message) {
        return message.jobId() == 0
                ? List.of(message)
                : messages.stream()
                        .filter(other -> other.fromBot() && other.jobId() == message.jobId())
                        .toList();
    }
}
