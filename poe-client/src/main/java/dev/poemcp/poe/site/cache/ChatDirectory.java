package dev.poemcp.poe.site.cache;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
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
    Chat read(JsonNode chatNode);

    /** The chat with the newest page of its messages. */
    ChatMessages newest(ChatRef chat);

    /**
     * A chat and a page of its messages.
     *
     * @param chat lacks title and bot if only its messages could be read
     * @param messages the site's message nodes, oldest first
     * @param olderCursor cursor of the page before; null at the beginning of the chat
     */
    record ChatMessages(
            Chat chat, List<JsonNode> messages, @Nullable String olderCursor) {}

    /**
     * A page of messages older than a cursor, or the newest for null.
     *
     * @param count 1 to 100; the site may return more or fewer
     */
    Older older(long chatId, int count, @Nullable String cursor);

    /** The site's message nodes, oldest first; the cursor is null at the beginning of the chat. */
    record Older(List<JsonNode> messages, @Nullable String olderCursor) {}
}
