package dev.poemcp.poe;

import java.util.Optional;
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

    /** Returns the chat, as do the three methods below. */
    ChatRef.Full setTitle(ChatRef chat, String title);

    ChatRef.Full setContextOptimization(ChatRef chat, boolean enabled);

    /** The bot no longer sees earlier messages. */
    ChatRef.Full clearContext(ChatRef chat);

    /**
     * Deletes the chat permanently. Succeeds also for a chat that {@link #deleted} knows to be gone.
     *
     * @throws PoeException {@link PoeFailure.NotFound} for a chat that this process has not seen: Poe does not tell
     *     whether the account ever had it, so this includes chats deleted before the process started
     */
    ChatRef.Full delete(ChatRef chat);

    /** The chat, if this process has seen it in the account and Poe no longer has it, whoever deleted it. */
    Optional<ChatRef.Full> deleted(ChatRef chat);

    /**
     * Copies a shared chat into the account, where it can be continued.
     *
     * @param shareCode last part of a {@code poe.com/s/…} URL
     */
    ImportedChat importShared(String shareCode);

    /**
     * A copy of a shared chat.
     *
     * @param missingAttachments number of attachments on the shared page that the copy lacks; 0 if either does not list
     *     its attachments
     */
    record ImportedChat(Chat chat, int missingAttachments) {}
}
