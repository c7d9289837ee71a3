package dev.poemcp.poe.site;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.Chats;
import dev.poemcp.poe.Page;
import dev.poemcp.poe.site.cache.ChatCache;
import dev.poemcp.poe.site.cache.MissingChatCheck;
import dev.poemcp.poe.site.graphql.Nonce;
import dev.poemcp.poe.site.json.ChatNode;
import dev.poemcp.poe.site.json.MutationResult;
import dev.poemcp.poe.site.json.RelayConnection;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.session.Site;
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
    public long setTitle(ChatRef chat, String title) {
        long chatId = chatCache.chatId(chat);
        return change(chatId, Operation.SET_TITLE, Map.of("chatId", chatId, "title", title), "chatSetTitle");
    }

    @Override
    public long setContextOptimization(ChatRef chat, boolean enabled) {
        long chatId = chatCache.chatId(chat);
        return change(
                chatId,
                Operation.SET_CONTEXT_OPTIMIZATION,
                Map.of("chatId", chatId, "enabled", enabled),
                "chatSetContextOptimization");
    }

    @Override
    public long clearContext(ChatRef chat) {
        long chatId = chatCache.chatId(chat);
        return change(
                chatId,
                Operation.CLEAR_CONTEXT,
                Map.of("chatId", chatId, "clientNonce", nonces.get()),
                "messageBreakEdgeCreate");
    }

    @Override
    public long delete(ChatRef chat) {
        long chatId = chatCache.chatId(chat);
        return change(chatId, Operation.DELETE_CHAT, Map.of("chatId", chatId), "deleteChat");
    }

    /** @param field the mutation's name in the response */
    private long change(long chatId, Operation operation, Map<String, ?> values, String field) {
        return missingChats.toldApart(new ChatRef.ById(chatId), () -> {
            site.ask(operation, values, MutationResult.of(field)).check(operation);
            return chatId;
        });
    }

    @Override
    public Chat importShared(String shareCode) {
        return imports.importChat(shareCode);
    }
}
