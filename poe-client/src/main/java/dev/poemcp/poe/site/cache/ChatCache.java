package dev.poemcp.poe.site.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.json.ChatReader;
import dev.poemcp.poe.site.json.JsonFields;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.session.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads chats from the site and caches which number has which code. Source: docs/poe-protocol.md §6.14, §6.16. */
public final class ChatCache implements ChatDirectory {
    private static final int MAX_CHATS = 10_000;
    private static final int PAGE_SIZE = 100;
    /** Pages of the history to search for a number (5,000 chats), if no other query gives its code. */
    private static final int MAX_PAGES = 50;

    private final Site site;
    private final ChatReader reader;
    private final Map<Long, String> codes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
            if (size() > MAX_CHATS) {
                ids.remove(eldest.getValue());
                return true;
            }
            return false;
        }
    };
    private final Map<String, Long> ids = new HashMap<>();

    public ChatCache(Site site) {
        this.site = site;
        this.reader = new ChatReader(site.baseUrl());
    }

    @Override
    public long chatId(ChatRef chat) {
        if (chat instanceof ChatRef.ById known) {
            return known.chatId();
        }
        var cached = id(((ChatRef.ByCode) chat).chatCode());
        return cached == null ? newest(chat).chat().chatId() : cached;
    }

    @Override
    public String chatCode(ChatRef chat) {
        if (chat instanceof ChatRef.ByCode known) {
            return known.chatCode();
        }
        var cached = code(((ChatRef.ById) chat).chatId());
        return cached == null ? newest(chat).chat().chatCode() : cached;
    }

    @Override
    public Chat read(JsonNode node) {
        var chatId = ChatReader.id(node);
        var givenCode = ChatReader.code(node);
        var code = givenCode == null && chatId != null ? code(chatId) : givenCode;
        if (chatId == null || code == null) {
            throw new PoeException(new PoeFailure.UnexpectedResponse(
                    "poe.com's answer does not say which chat it is about.", Spend.NONE));
        }
        remember(chatId, code);
        return reader.chat(chatId, code, node);
    }

    @Override
    public ChatMessages newest(ChatRef chat) {
        if (chat instanceof ChatRef.ByCode known) {
            return byCode(known.chatCode(), chat);
        }
        long chatId = ((ChatRef.ById) chat).chatId();
        var code = code(chatId);
        return code == null ? byId(chatId, chat) : byCode(code, chat);
    }

    private ChatMessages byCode(String code, ChatRef ref) {
        var node = site.ask(Operation.CHAT_PAGE, Map.of("chatCode", code)).path("chatOfCode");
        if (!node.isObject()) {
            throw notFound(ref);
        }
        return messages(read(withCode(node, code)), node.path("messagesConnection"));
    }

    /** The chat's query takes the number, and its response may contain the code; otherwise the history does. */
    private ChatMessages byId(long chatId, ChatRef ref) {
        JsonNode node;
        try {
            node = messagesNode(chatId, PAGE_SIZE, null);
        } catch (PoeException unknown) {
            // For a chat of another account, the site may fail as if the query were outdated.
            if (!(unknown.failure() instanceof PoeFailure.QueryOutdated)) {
                throw unknown;
            }
            return byCode(
                    findInHistory(chatId, true).orElseThrow(() -> notFound(ref)).chatCode(), ref);
        }
        if (!node.isObject()) {
            throw notFound(ref);
        }
        var givenCode = ChatReader.code(node);
        if (givenCode != null) {
            remember(chatId, givenCode);
        }
        var chat = givenCode == null
                ? findInHistory(chatId, false).orElseThrow(() -> notFound(ref))
                : reader.chat(chatId, givenCode, node);
        return messages(chat, node.path("messagesConnection"));
    }

    /**
     * A page of messages older than a cursor.
     *
     * @param cursor null for the newest page
     * @return the site's {@code node}; not an object if there is no such chat
     */
    private JsonNode messagesNode(long chatId, int count, @Nullable String cursor) {
        Map<String, Object> values = new HashMap<>();
        values.put("globalChatId", JsonFields.globalId("Chat", chatId));
        values.put("count", count);
        values.put("cursor", cursor);
        return site.ask(Operation.CHAT_MESSAGES, values).path("node");
    }

    @Override
    public Older older(long chatId, int count, @Nullable String cursor) {
        var node = messagesNode(chatId, count, cursor);
        if (!node.isObject()) {
            throw notFound(new ChatRef.ById(chatId));
        }
        return older(node.path("messagesConnection"));
    }

    private static ChatMessages messages(Chat chat, JsonNode connection) {
        var page = older(connection);
        return new ChatMessages(chat, page.messages(), page.olderCursor());
    }

    private static Older older(JsonNode connection) {
        List<JsonNode> nodes = new ArrayList<>();
        connection.path("edges").forEach(edge -> {
            if (edge.path("node").isObject()) {
                nodes.add(edge.path("node"));
            }
        });
        var info = connection.path("pageInfo");
        boolean isEnd = nodes.isEmpty() || Boolean.FALSE.equals(JsonFields.flag(info.path("hasPreviousPage")));
        return new Older(nodes, isEnd ? null : JsonFields.word(info.path("startCursor")));
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
            Map<String, Object> values = new HashMap<>();
            values.put("count", PAGE_SIZE);
            values.put("cursor", cursor);
            var chats = ChatReader.list(site.ask(Operation.CHAT_HISTORY, values));
            Chat found = null;
            for (var edge : chats.path("edges")) {
                var chat = reader.read(edge.path("node"));
                chat.ifPresent(listed -> remember(listed.chatId(), listed.chatCode()));
                if (chat.isPresent() && chat.get().chatId() == chatId) {
                    found = chat.get();
                }
            }
            var next = JsonFields.word(chats.path("pageInfo").path("endCursor"));
            boolean isEnd = chats.path("edges").isEmpty()
                    || next == null
                    || next.equals(cursor)
                    || Boolean.FALSE.equals(
                            JsonFields.flag(chats.path("pageInfo").path("hasNextPage")));
            if (found != null || isEnd || (failed && page == 0 && canReadAnother(chats))) {
                return Optional.ofNullable(found);
            }
            cursor = next;
        }
        return Optional.empty();
    }

    private boolean canReadAnother(JsonNode chats) {
        Long other = ChatReader.id(chats.path("edges").path(0).path("node"));
        try {
            return other != null && messagesNode(other, 1, null).isObject();
        } catch (PoeException outdated) {
            if (outdated.failure() instanceof PoeFailure.QueryOutdated) {
                return false;
            }
            throw outdated;
        }
    }

    private static JsonNode withCode(JsonNode node, String code) {
        return ChatReader.code(node) != null
                ? node
                : node.<ObjectNode>deepCopy().put("chatCode", code);
    }

    private static PoeException notFound(ChatRef chat) {
        return new PoeException(new PoeFailure.NotFound(PoeFailure.Subject.CHAT, chat.toString()));
    }

    private synchronized void remember(long chatId, String code) {
        codes.put(chatId, code);
        ids.put(code, chatId);
    }

    private synchronized @Nullable String code(long chatId) {
        return codes.get(chatId);
    }

    private synchronized @Nullable Long id(String code) {
        return ids.get(code);
    }
}
