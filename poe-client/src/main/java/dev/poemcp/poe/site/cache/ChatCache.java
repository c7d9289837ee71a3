package dev.poemcp.poe.site.cache;

import com.github.benmanes.caffeine.cache.Cache;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.json.ChatNode;
import dev.poemcp.poe.site.json.ChatPageNode;
import dev.poemcp.poe.site.json.JsonFields;
import dev.poemcp.poe.site.json.MessageNode;
import dev.poemcp.poe.site.json.RelayConnection;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.session.Site;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads chats from the site and caches which number has which code. Source: docs/poe-protocol.md §6.14, §6.16. */
public final class ChatCache {
    /**
     * A chat and a page of its messages.
     *
     * @param chat lacks title and bot if only its messages could be read
     * @param messages oldest first
     * @param olderCursor cursor of the page before; null at the beginning of the chat
     */
    public record ChatMessages(
            Chat chat, List<MessageNode> messages, @Nullable String olderCursor) {}

    private static final int MAX_CHATS = 10_000;
    private static final int PAGE_SIZE = 100;
    /** Pages of the history to search for a number (5,000 chats), if no other query gives its code. */
    private static final int MAX_PAGES = 50;

    private final Site site;
    private final Cache<Long, String> codes = FactCache.create(MAX_CHATS);
    private final Cache<String, Long> ids = FactCache.create(MAX_CHATS);

    public ChatCache(Site site) {
        this.site = site;
    }

    /**
     * The chat's number; queries the site only for an unknown code.
     *
     * @throws PoeException {@link PoeFailure.NotFound}; {@link PoeFailure.InvalidRequest} for a number and a code of
     *     different chats, as every method here
     */
    public long chatId(ChatRef chat) {
        var one = agreed(chat);
        if (one instanceof ChatRef.ById known) {
            return known.chatId();
        }
        var cached = ids.getIfPresent(one.toString());
        return cached == null ? newest(one).chat().number() : cached;
    }

    /**
     * The chat's code; queries the site only for an unknown number.
     *
     * @throws PoeException {@link PoeFailure.NotFound}
     */
    public String chatCode(ChatRef chat) {
        if (agreed(chat) instanceof ChatRef.ById byId) {
            var cached = codes.getIfPresent(byId.chatId());
            return cached == null ? newest(byId).chat().chatCode() : cached;
        }
        return chat.toString();
    }

    /**
     * The chat's number and code; queries the site only for an unknown one.
     *
     * @throws PoeException {@link PoeFailure.NotFound}
     */
    public ChatRef.Full full(ChatRef chat) {
        return new ChatRef.Full(chatId(chat), chatCode(chat));
    }

    /** The same without a request: empty unless a response of the site contained the chat before. */
    public Optional<ChatRef.Full> known(ChatRef chat) {
        if (chat instanceof ChatRef.ById byId) {
            return Optional.ofNullable(codes.getIfPresent(byId.chatId()))
                    .map(code -> new ChatRef.Full(byId.chatId(), code));
        }
        return Optional.ofNullable(ids.getIfPresent(chat.toString()))
                .map(chatId -> new ChatRef.Full(chatId, chat.toString()))
                .filter(full -> !(chat instanceof ChatRef.Full) || chat.equals(full));
    }

    /** The chat by number or code alone; for both, by the code, after the check that it has this number. */
    private ChatRef agreed(ChatRef chat) {
        if (!(chat instanceof ChatRef.Full both)) {
            return chat;
        }
        var byCode = new ChatRef.ByCode(both.chatCode());
        if (chatId(byCode) != both.chatId()) {
            throw new PoeException(new PoeFailure.InvalidRequest("chat_id " + both.chatId() + " and chat_code "
                    + both.chatCode() + " name different chats; nothing was done."));
        }
        return byCode;
    }

    /**
     * Reads a chat node of any response and records its number and code.
     *
     * @throws PoeException {@link PoeFailure.UnexpectedResponse} if the node has no number, or no code and none is
     *     known
     */
    public Chat read(ChatNode node) {
        return read(node, node.chatId() == null ? null : codes.getIfPresent(node.chatId()));
    }

    /** @param knownCode for a node without a code */
    private Chat read(ChatNode node, @Nullable String knownCode) {
        var chatId = node.chatId();
        var code = node.chatCode() == null ? knownCode : node.chatCode();
        if (chatId == null || code == null) {
            throw new PoeException(new PoeFailure.UnexpectedResponse(
                    "poe.com's answer does not say which chat it is about.", Spend.NONE));
        }
        remember(chatId, code);
        return node.chat(chatId, code, site.baseUrl());
    }

    /** The chat's pages, newest first, each read when it is asked for; at most {@value #MAX_PAGES} after the newest. */
    public Iterable<ChatMessages> pages(ChatRef chat) {
        return () -> Stream.iterate(newest(chat), Objects::nonNull, this::before)
                .limit(1 + MAX_PAGES)
                .iterator();
    }

    private @Nullable ChatMessages before(ChatMessages page) {
        var cursor = page.olderCursor();
        if (cursor == null) {
            return null;
        }
        var older = older(page.chat().number(), PAGE_SIZE, cursor);
        return new ChatMessages(page.chat(), older.items(), older.isLast(cursor) ? null : older.next());
    }

    /** The chat with the newest page of its messages. */
    public ChatMessages newest(ChatRef chat) {
        if (!(agreed(chat) instanceof ChatRef.ById byId)) {
            return byCode(chat.toString(), chat);
        }
        var code = codes.getIfPresent(byId.chatId());
        return code == null ? byId(byId.chatId(), chat) : byCode(code, chat);
    }

    private ChatMessages byCode(String code, ChatRef ref) {
        var page = site.ask(Operation.CHAT_PAGE, Map.of("chatCode", code), ChatPageNode::ofCode)
                .orElseThrow(() -> notFound(ref));
        return messages(read(page.chat(), code), page);
    }

    /** The chat's query takes the number, and its response may contain the code; otherwise the history does. */
    private ChatMessages byId(long chatId, ChatRef ref) {
        ChatPageNode page;
        try {
            page = page(chatId, PAGE_SIZE, null).orElseThrow(() -> notFound(ref));
        } catch (PoeException unknown) {
            // For a chat of another account, the site may fail as if the query were outdated.
            if (!(unknown.failure() instanceof PoeFailure.QueryOutdated)) {
                throw unknown;
            }
            return byCode(
                    findInHistory(chatId, true).orElseThrow(() -> notFound(ref)).chatCode(), ref);
        }
        var givenCode = page.chat().chatCode();
        if (givenCode == null) {
            return messages(findInHistory(chatId, false).orElseThrow(() -> notFound(ref)), page);
        }
        remember(chatId, givenCode);
        return messages(page.chat().chat(chatId, givenCode, site.baseUrl()), page);
    }

    private static ChatMessages messages(Chat chat, ChatPageNode page) {
        return new ChatMessages(chat, page.messages().items(), page.messages().next());
    }

    /**
     * A page of messages older than a cursor; empty if there is no such chat.
     *
     * @param cursor null for the newest page
     */
    private Optional<ChatPageNode> page(long chatId, int count, @Nullable String cursor) {
        Map<String, ?> chat = Map.of("globalChatId", JsonFields.globalId("Chat", chatId));
        return site.askPage(Operation.CHAT_MESSAGES, chat, count, cursor, ChatPageNode::ofId);
    }

    /**
     * A page of messages older than a cursor, or the newest for null. Oldest first; the page that follows is older.
     *
     * @param count 1 to 100; the site may return more or fewer
     */
    public RelayConnection<MessageNode> older(long chatId, int count, @Nullable String cursor) {
        return page(chatId, count, cursor)
                .orElseThrow(() -> notFound(new ChatRef.ById(chatId)))
                .messages();
    }

    /**
     * The chat as listed in the account's history.
     *
     * @param failed whether the chat's own query failed; if it works for another chat, this chat does not exist and the
     *     search of the history ends early
     */
    private Optional<Chat> findInHistory(long chatId, boolean failed) {
        String cursor = null;
        for (int page = 0; page < MAX_PAGES; page++) {
            var chats = site.askPage(Operation.CHAT_HISTORY, Map.of(), PAGE_SIZE, cursor, ChatNode::history)
                    .orElseGet(() -> new RelayConnection<>(List.of(), null));
            Chat found = null;
            for (var node : chats.items()) {
                var chat = node.chat(site.baseUrl());
                chat.ifPresent(listed -> remember(listed.number(), listed.chatCode()));
                if (chat.isPresent() && chat.get().number() == chatId) {
                    found = chat.get();
                }
            }
            if (found != null || chats.isLast(cursor) || (failed && page == 0 && canReadAnother(chats.items()))) {
                return Optional.ofNullable(found);
            }
            cursor = chats.next();
        }
        return Optional.empty();
    }

    private boolean canReadAnother(List<ChatNode> chats) {
        var other = chats.get(0).chatId();
        try {
            return other != null && page(other, 1, null).isPresent();
        } catch (PoeException outdated) {
            if (outdated.failure() instanceof PoeFailure.QueryOutdated) {
                return false;
            }
            throw outdated;
        }
    }

    private static PoeException notFound(ChatRef chat) {
        return new PoeException(new PoeFailure.NotFound(PoeFailure.Subject.CHAT, chat.toString()));
    }

    private void remember(long chatId, String code) {
        codes.put(chatId, code);
        ids.put(code, chatId);
    }
}
