package dev.poemcp.poe.route;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.Chats;
import dev.poemcp.poe.Page;
import dev.poemcp.poe.api.ApiClient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chats of the account, and conversations with the API by their codes. */
record RoutedChats(Chats account, Chats conversations, Configured configured) implements Chats {
    private Chats of(ChatRef chat) {
        return ApiClient.isConversation(chat) ? conversations : account;
    }

    @Override
    public Chat get(ChatRef chat) {
        return of(chat).get(chat);
    }

    @Override
    public Page<Chat> history(int count, @Nullable String cursor) {
        return (configured.onlyKey() ? conversations : account).history(count, cursor);
    }

    @Override
    public ChatPage messages(ChatRef chat, int count, @Nullable String cursor) {
        configured.requireAny();
        return of(chat).messages(chat, count, cursor);
    }

    @Override
    public ChatRef.Full setTitle(ChatRef chat, String title) {
        return of(chat).setTitle(chat, title);
    }

    @Override
    public ChatRef.Full setContextOptimization(ChatRef chat, boolean enabled) {
        return of(chat).setContextOptimization(chat, enabled);
    }

    @Override
    public ChatRef.Full clearContext(ChatRef chat) {
        return of(chat).clearContext(chat);
    }

    @Override
    public ChatRef.Full delete(ChatRef chat) {
        return of(chat).delete(chat);
    }

    @Override
    public Optional<ChatRef.Full> deleted(ChatRef chat) {
        return of(chat).deleted(chat);
    }

    @Override
    public ImportedChat importShared(String shareCode) {
        return account.importShared(shareCode);
    }
}
