package dev.poemcp.poe.site.message;

import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.cache.ChatCache;
import dev.poemcp.poe.site.json.MessageNode;
import dev.poemcp.poe.site.reply.ReplyOrigin;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds a reply in its chat: on the newest page, or, if its id is given, also on older ones (docs/poe-protocol.md
 * §6.16).
 */
final class ReplyLocator {
    private final ChatCache chats;

    ReplyLocator(ChatCache chats) {
        this.chats = chats;
    }

    /**
     * A reply and its context.
     *
     * @param replyMessages the message and the others of its reply on the same page, oldest first
     */
    record LocatedReply(ReplyOrigin origin, List<MessageNode> replyMessages) {
        boolean isRunning() {
            return replyMessages.stream().anyMatch(LastReply::isRunning);
        }
    }

    /** @throws PoeException {@link PoeFailure.NotFound} */
    LocatedReply find(ChatRef chat, @Nullable Long messageId) {
        for (ChatCache.ChatMessages page : chats.pages(chat)) {
            Optional<LocatedReply> found = among(page, messageId);
            if (found.isPresent()) {
                return found.get();
            }
            List<MessageNode> messages = page.messages();
            if (messageId != null
                    && !messages.isEmpty()
                    && messageId > messages.get(0).messageId()) {
                break;
            }
        }
        throw new PoeException(new PoeFailure.NotFound(
                PoeFailure.Subject.MESSAGE,
                messageId == null ? "answer of a bot in chat " + chat : Long.toString(messageId)));
    }

    private static Optional<LocatedReply> among(ChatCache.ChatMessages page, @Nullable Long messageId) {
        List<MessageNode> messages = page.messages();
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
                        ofSameReply(messages, i)));
            }
        }
        return Optional.empty();
    }

    /**
     * The messages of the same job (docs/poe-protocol.md §5.7); in builds that do not select the job, the bot messages
     * around this one up to the next message of the user.
     */
    private static List<MessageNode> ofSameReply(List<MessageNode> messages, int index) {
        long jobId = messages.get(index).jobId();
        int first = index;
        while (first > 0 && belongs(messages.get(first - 1), jobId)) {
            first--;
        }
        int end = index + 1;
        while (end < messages.size() && belongs(messages.get(end), jobId)) {
            end++;
        }
        return messages.subList(first, end);
    }

    private static boolean belongs(MessageNode other, long jobId) {
        return other.fromBot() && other.jobId() == jobId;
    }
}
