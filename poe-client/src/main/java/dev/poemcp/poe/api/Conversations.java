package dev.poemcp.poe.api;

import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.api.conversation.Conversation;
import dev.poemcp.poe.api.conversation.ConversationMessage;
import dev.poemcp.poe.api.conversation.ConversationStore;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The conversations of one user. */
final class Conversations {
    private static final int CODE_BYTES = 10;
    private static final int BASE = 36;

    private final ConversationStore store;
    private final String owner;
    private final ConversationChanges changes;
    private final SecureRandom random = new SecureRandom();

    /** @param owner tells users apart */
    Conversations(ConversationStore store, String owner, ConversationChanges changes) {
        this.store = store;
        this.owner = owner;
        this.changes = changes;
    }

    /** @throws PoeException {@link PoeFailure.NotFound} */
    Conversation get(ChatRef chat) {
        if (chat instanceof ChatRef.Full both) {
            throw new PoeException(new PoeFailure.InvalidRequest("chat_id " + both.chatId() + " and chat_code "
                    + both.chatCode() + " name different chats: a conversation by the API key has no chat_id."));
        }
        return code(chat)
                .flatMap(code -> store.get(owner, code))
                .orElseThrow(() -> new PoeException(new PoeFailure.NotFound(PoeFailure.Subject.CHAT, chat.toString())));
    }

    /** Adds a message, or replaces it, in what is kept by now; another process may have added to it. */
    void add(Conversation conversation, ConversationMessage message) {
        store.add(owner, conversation, message);
        changes.changed(conversation.code());
    }

    /** Changes one that is kept. */
    void update(String code, UnaryOperator<Conversation> change) {
        store.update(owner, code, change);
        changes.changed(code);
    }

    /** The code of a conversation; empty for a chat of an account. */
    static Optional<String> code(ChatRef chat) {
        String code = chat instanceof ChatRef.ById ? "" : chat.toString().toLowerCase(Locale.ROOT);
        return code.startsWith(Conversation.PREFIX) ? Optional.of(code) : Optional.empty();
    }

    String newCode() {
        byte[] bytes = new byte[CODE_BYTES];
        random.nextBytes(bytes);
        return Conversation.PREFIX + new BigInteger(1, bytes).toString(BASE);
    }

    long newMessageId() {
        return store.nextMessageId();
    }

    void put(Conversation conversation) {
        store.put(owner, conversation);
        changes.changed(conversation.code());
    }

    void remove(String code) {
        store.remove(owner, code);
        changes.changed(code);
    }

    /** Newest activity first. */
    List<Conversation> list() {
        return store.list(owner);
    }
}
