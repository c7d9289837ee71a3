package dev.poemcp.poe;

import org.jspecify.annotations.Nullable;

/** The account's chats. */
public interface Chats {
    /** One chat with its title and bot. */
    Chat get(ChatRef chat);

    /**
     * Newest activity first.
     *
     * @param count 1 to 100, exact unless the list ends
     */
    Page<Chat> history(int count, @Nullable String cursor);

    /**
     * Messages of a chat, oldest first within the page; the next page is older.
     *
     * @param count 1 to 100
     */
    ChatPage messages(ChatRef chat, int count, @Nullable String cursor);

    /** A chat and some of its messages. */
    record ChatPage(Chat chat, Page<Message> messages) {}

    /** Returns the chat's number, as do the three methods below. */
    long setTitle(ChatRef chat, String title);

    long setContextOptimization(ChatRef chat, boolean enabled);

    /** The bot no longer sees earlier messages. */
    long clearContext(ChatRef chat);

    /** Deletes the chat permanently. */
    long delete(ChatRef chat);

    /**
     * Copies a shared chat into the account, where it can be continued.
     *
     * @param shareCode last part of a {@code poe.com/s/…} URL
     */
    Chat importShared(String shareCode);
}
