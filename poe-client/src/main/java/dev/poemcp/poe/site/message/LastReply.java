package dev.poemcp.poe.site.message;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.cache.ChatCache;
import dev.poemcp.poe.site.json.MessageNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The reply to regenerate.
 *
 * @param userMessageId the message that it replies to; 0 if it is not on the chat's newest page
 */
record LastReply(Chat chat, MessageNode reply, long userMessageId) {
    private static final Set<String> RUNNING_STATES = Set.of("incomplete");

    /** @throws PoeException {@link PoeFailure.InvalidRequest} if there is no reply to regenerate */
    static LastReply of(ChatCache.ChatMessages page) {
        List<MessageNode> messages = page.messages();
        if (messages.isEmpty()) {
            throw rejection("The chat has no messages.");
        }
        MessageNode last = messages.get(messages.size() - 1);
        if (!last.fromBot()) {
            throw rejection(
                    last.author() == MessageNode.Author.HUMAN
                            ? "The chat's last message is yours and has no answer yet."
                            : "The context was cleared after the last answer.");
        }
        if (isRunning(last)) {
            throw rejection("The last answer is still growing; cancel it first, or wait for its end.");
        }
        return new LastReply(page.chat(), last, userMessageBefore(messages, messages.size() - 1));
    }

    /** Whether a reply on a chat's newest page grows, or the last message has none yet. */
    static boolean mayBeRunning(List<MessageNode> newest) {
        return newest.stream().anyMatch(message -> message.fromBot() && isRunning(message))
                || (!newest.isEmpty() && newest.get(newest.size() - 1).author() == MessageNode.Author.HUMAN);
    }

    static boolean isRunning(MessageNode message) {
        return RUNNING_STATES.contains(message.state());
    }

    /** The user message that the one at {@code index} replies to; 0 if it is not in the list. */
    static long userMessageBefore(List<MessageNode> messages, int index) {
        Optional<MessageNode> human = messages.subList(0, index).stream()
                .filter(message -> message.author() != MessageNode.Author.BOT)
                .reduce((earlier, later) -> later)
                .filter(message -> message.author() == MessageNode.Author.HUMAN);
        return human.map(MessageNode::messageId).orElse(0L);
    }

    private static PoeException rejection(String why) {
        return new PoeException(new PoeFailure.InvalidRequest(why));
    }
}
