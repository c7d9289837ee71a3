package dev.poemcp.poe.site.message;

import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.cache.ChatCache;
import dev.poemcp.poe.site.json.MessageNode;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks that messages are in the given chat before they are changed: the site accepts ids from any chat, and does not
 * report which ones it lacks.
 */
final class MessagesInChatCheck {
    private final ChatCache chats;

    MessagesInChatCheck(ChatCache chats) {
        this.chats = chats;
    }

    /** @throws PoeException {@link PoeFailure.NotFound} for the chat, or for the messages that are not in it */
    void check(ChatRef chat, Collection<Long> messageIds) {
        SortedSet<Long> missing = new TreeSet<>(messageIds);
        for (ChatCache.ChatMessages page : chats.pages(chat)) {
            Long oldest = remove(missing, page.messages());
            if (!mayBeOlder(missing, oldest)) {
                break;
            }
        }
        if (!missing.isEmpty()) {
            String ids = missing.stream().map(String::valueOf).collect(Collectors.joining(", "));
            throw new PoeException(new PoeFailure.NotFound(PoeFailure.Subject.MESSAGE, ids));
        }
    }

    private static boolean mayBeOlder(SortedSet<Long> missing, @Nullable Long oldest) {
        return !missing.isEmpty() && oldest != null && missing.first() < oldest;
    }

    /** Removes the ids that are on the page and returns the oldest id of the page. */
    private static @Nullable Long remove(SortedSet<Long> missing, List<MessageNode> page) {
        Long oldest = null;
        for (MessageNode message : page) {
            long id = message.messageId();
            missing.remove(id);
            // 0 is a message without an id.
            oldest = id != 0 && (oldest == null || id < oldest) ? Long.valueOf(id) : oldest;
        }
        return oldest;
    }
}
