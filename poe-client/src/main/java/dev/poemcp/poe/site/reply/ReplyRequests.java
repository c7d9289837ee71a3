package dev.poemcp.poe.site.reply;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.site.json.MessageNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The site queries and the cancellation that following a reply needs. All calls block and have a time limit. */
public interface ReplyRequests {
    /**
     * The chat's newest messages, oldest first, and its title.
     *
     * @throws PoeException also if the chat is gone
     */
    ChatSnapshot readChat(Chat chat);

    /** What a read of a chat returned. */
    record ChatSnapshot(
            List<MessageNode> messages, @Nullable String title) {
        public ChatSnapshot {
            messages = List.copyOf(messages);
        }
    }

    /** The cost in points of the reply with this code; null if Poe has no figure yet. */
    @Nullable
    Long cost(String messageCode);

    /** The account's limit in points per message, above which Poe asks for consent; empty if not known. */
    Optional<Long> pointsLimit();

    /** Cancels the replies that are being generated in the chat. */
    void cancel(long chatId);
}
