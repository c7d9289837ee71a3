package dev.poemcp.poe.site;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.Chats;
import dev.poemcp.poe.Page;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.cache.ChatCache;
import dev.poemcp.poe.site.cache.MissingChatCheck;
import dev.poemcp.poe.site.graphql.Nonce;
import dev.poemcp.poe.site.json.ChatNode;
import dev.poemcp.poe.site.json.MutationResult;
import dev.poemcp.poe.site.json.RelayConnection;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.session.Site;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The account's chats. Source: docs/poe-protocol.md §6.12 to §6.16. */
final class SiteChats implements Chats {
    private final Site site;
    private final ChatCache chatCache;
    private final MessagePages messagePages;
    private final SharedChatImport imports;
    private final MissingChatCheck missingChats;
    private final Nonce nonces = new Nonce();

    SiteChats(Site site, ChatCache chatCache) {
        this.site = site;
        this.chatCache = chatCache;
        this.messagePages = new MessagePages(site, chatCache);
        this.imports = new SharedChatImport(site, chatCache);
        this.missingChats = new MissingChatCheck(chatCache);
    }

    @Override
    public Chat get(ChatRef chat) {
        var read = chatCache.newest(chat).chat();
        // The query by number lacks title and bot; the chat page has them.
        return read.title() == null && read.bot() == null && chat instanceof ChatRef.ById
                ? chatCache.newest(new ChatRef.ByCode(read.chatCode())).chat()
                : read;
    }

    @Override
    public Page<Chat> history(int count, @Nullable String cursor) {
        return new PageAssembler<Chat>("history", this::historyPage, Chat::chatId).read(count, cursor);
    }

    private Optional<RelayConnection<Chat>> historyPage(int count, @Nullable String cursor) {
        return site.askPage(Operation.CHAT_HISTORY, Map.of(), count, cursor, ChatNode::history)
                .map(page -> page.map(node -> node.chatId() == null || node.chatCode() == null
                        ? Optional.empty()
                        : Optional.of(chatCache.read(node))));
    }

    @Override
    public ChatPage messages(ChatRef chat, int count, @Nullable String cursor) {
        return messagePages.read(chat, count, cursor);
    }

    @Override
    public ChatRef.Full setTitle(ChatRef chat, String title) {
        return change(chat, Operation.SET_TITLE, Map.of("title", title), "chatSetTitle");
    }

    @Override
    public ChatRef.Full setContextOptimization(ChatRef chat, boolean enabled) {
        return change(
                chat, Operation.SET_CONTEXT_OPTIMIZATION, Map.of("enabled", enabled), "chatSetContextOptimization");
    }

    @Override
    public ChatRef.Full clearContext(ChatRef chat) {
        return change(chat, Operation.CLEAR_CONTEXT, Map.of("clientNonce", nonces.get()), "messageBreakEdgeCreate");
    }

    @Override
    public ChatRef.Full delete(ChatRef chat) {
        // Read before the request, which may be the first to name the chat.
        var seen = chatCache.known(chat);
        try {
            return change(chat, Operation.DELETE_CHAT, Map.of(), "deleteChat");
        } catch (PoeException failed) {
            return goneChat(seen, failed);
        }
    }

    @Override
    public Optional<ChatRef.Full> deleted(ChatRef chat) {
        var seen = chatCache.known(chat);
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        try {
            chatCache.newest(chat);
            return Optional.empty();
        } catch (PoeException failed) {
            return Optional.of(goneChat(seen, failed));
        }
    }

    /** @throws PoeException unless the chat was seen before and is now missing */
    private static ChatRef.Full goneChat(Optional<ChatRef.Full> seen, PoeException failed) {
        if (seen.isPresent() && failed.failure() instanceof PoeFailure.NotFound) {
            return seen.get();
        }
        throw failed;
    }

    /** @param field the mutation's name in the response */
    private ChatRef.Full change(ChatRef ref, Operation operation, Map<String, ?> values, String field) {
        var chat = chatCache.full(ref);
        Map<String, Object> all = new HashMap<>(values);
        all.put("chatId", chat.chatId());
        return missingChats.toldApart(ref, () -> {
            site.ask(operation, all, MutationResult.of(field)).check(operation);
            return chat;
        });
    }

    @Override
    public ImportedChat importShared(String shareCode) {
        return imports.importChat(shareCode);
    }
}
