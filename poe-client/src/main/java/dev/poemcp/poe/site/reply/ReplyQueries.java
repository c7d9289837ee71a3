package dev.poemcp.poe.site.reply;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.PoeException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an answer asks of the site where the socket does not tell. All of it blocks and is limited in time. */
public interface ReplyQueries {
    /**
     * The chat's newest messages, oldest first, and its title.
     *
     * @throws PoeException also when the chat is gone
     */
    ChatSnapshot readChat(Chat chat);

    /** A chat as it was read. */
    record ChatSnapshot(
            List<MessageNode> messages, @Nullable String title) {
        public ChatSnapshot {
            messages = List.copyOf(messages);
        }
    }

    /** What the answer with this code cost, in points; null while Poe has no figure. */
    @Nullable
    Long cost(String messageCode);

    /** The account's limit in points per message, above which Poe asks for consent; empty where it is not told. */
    Optional<Long> pointsLimit();

    /** Stops what is being answered in the chat. */
    void cancel(long chatId);
}
