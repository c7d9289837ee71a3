package dev.poemcp.poe.site.cache;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.json.ChatNode;
import dev.poemcp.poe.site.json.MessageNode;
import dev.poemcp.poe.site.json.RelayConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Maps chat numbers to chat codes and back, from the responses seen so far. */
public interface ChatDirectory {
    /**
     * The chat's number; queries the site only for an unknown code.
     *
     * @throws PoeException {@link PoeFailure.NotFound}
     */
    long chatId(ChatRef chat);

    /**
     * The chat's code; queries the site only for an unknown number.
     *
     * @throws PoeException {@link PoeFailure.NotFound}
     */
    String chatCode(ChatRef chat);

    /**
     * Reads a chat node of any response and records its number and code.
     *
     * @throws PoeException {@link PoeFailure.UnexpectedResponse} if the node has no number, or no code and none is
     *     known
     */
    Chat read(ChatNode chatNode);

    /** The chat with the newest page of its messages. */
    ChatMessages newest(ChatRef chat);

    /**
     * A chat and a page of its messages.
     *
     * @param chat lacks title and bot if only its messages could be read
     * @param messages oldest first
     * @param olderCursor cursor of the page before; null at the beginning of the chat
     */
    record ChatMessages(
            Chat chat, List<MessageNode> messages, @Nullable String olderCursor) {}

    /**
     * A page of messages older than a cursor, or the newest for null. Oldest first; the page that follows is older.
     *
     * @param count 1 to 100; the site may return more or fewer
     */
    RelayConnection<MessageNode> older(long chatId, int count, @Nullable String cursor);
}
