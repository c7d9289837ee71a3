package dev.poemcp.poe.site.cache;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Leads from a chat's number to its code and back; remembers what answers showed. */
public interface ChatDirectory {
    /**
     * The chat's number; asks the site only for a code never seen.
     *
     * @throws PoeException {@link PoeFailure.NotFound}
     */
    long chatId(ChatRef chat);

    /**
     * The chat's code; asks the site only for a number never seen.
     *
     * @throws PoeException {@link PoeFailure.NotFound}
     */
    String chatCode(ChatRef chat);

    /**
     * Reads a chat node of any answer, and remembers its number and code.
     *
     * @throws PoeException {@link PoeFailure.UnexpectedResponse} without a number, or without a code that is not known
     */
    Chat read(JsonNode chatNode);

    /** Newest page of the chat's messages with the chat itself. */
    ChatMessages newest(ChatRef chat);

    /**
     * A chat and a page of its messages.
     *
     * @param chat lacks title and bot where only the messages could be asked for
     * @param messages the site's message nodes, oldest first
     * @param olderCursor asks for the page before; null at the beginning of the chat
     */
    record ChatMessages(
            Chat chat, List<JsonNode> messages, @Nullable String olderCursor) {}

    /**
     * A page of messages older than a cursor, or the newest for null.
     *
     * @param count 1 to 100; the site may give more or fewer
     */
    Older older(long chatId, int count, @Nullable String cursor);

    /** The site's message nodes, oldest first; the cursor is null at the beginning of the chat. */
    record Older(List<JsonNode> messages, @Nullable String olderCursor) {}
}
