package dev.poemcp.poe.site;

import com.github.benmanes.caffeine.cache.Cache;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.Chats;
import dev.poemcp.poe.Cursor;
import dev.poemcp.poe.Message;
import dev.poemcp.poe.Page;
import dev.poemcp.poe.site.cache.ChatCache;
import dev.poemcp.poe.site.cache.FactCache;
import dev.poemcp.poe.site.json.MessageNode;
import dev.poemcp.poe.site.json.RelayConnection;
import dev.poemcp.poe.site.session.Site;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a chat backwards in pages of exactly the requested size. Our page ends at a message id, not at an offset in a
 * page of the site, because new messages shift offsets.
 */
final class MessagePages {
    private static final String LIST = "messages";
    private static final int MAX_PAGES = 50;

    private final Site site;
    private final ChatCache chatCache;
    private final Cache<ChatRef, Chat> openChats;

    MessagePages(Site site, ChatCache chatCache) {
        this.site = site;
        this.chatCache = chatCache;
        this.openChats = FactCache.create(site.clock(), Duration.ofMinutes(1), 100);
    }

    Chats.ChatPage read(ChatRef ref, int count, @Nullable String cursor) {
        var position = cursor == null ? MessagePosition.NEWEST : MessagePosition.decode(cursor);
        var first = position.isNewestPage() ? chatCache.newest(ref) : null;
        Chat chat = first == null ? chatOf(ref) : first.chat();
        openChats.put(ref, chat);
        var page = first == null
                ? chatCache.older(chat.number(), Math.min(100, count), position.cursor())
                : new RelayConnection<>(first.messages(), first.olderCursor());
        Deque<Message> newestFirst = new ArrayDeque<>();
        Set<Long> seen = new HashSet<>();
        var end = position;
        for (int pages = 0; pages < MAX_PAGES; pages++) {
            List<Message> messages = messagesOf(page.items(), chat.bot());
            for (int i = messages.size() - 1; i >= 0; i--) {
                var message = messages.get(i);
                if (message.messageId() < position.before() && seen.add(message.messageId())) {
                    if (newestFirst.size() == count) {
                        return page(chat, newestFirst, end);
                    }
                    newestFirst.addLast(message);
                }
            }
            var older = page.next();
            if (older == null || older.equals(end.cursor())) {
                return new Chats.ChatPage(chat, new Page<>(oldestFirst(newestFirst), null));
            }
            end = new MessagePosition(older, position.before());
            if (newestFirst.size() == count) {
                return page(chat, newestFirst, end);
            }
            page = chatCache.older(chat.number(), Math.min(100, count - newestFirst.size()), older);
        }
        return page(chat, newestFirst, end);
    }

    private static Chats.ChatPage page(Chat chat, Deque<Message> newestFirst, MessagePosition end) {
        long before =
                newestFirst.isEmpty() ? end.before() : newestFirst.getLast().messageId();
        var next = new MessagePosition(end.cursor(), before).encode();
        return new Chats.ChatPage(chat, new Page<>(oldestFirst(newestFirst), next));
    }

    private static List<Message> oldestFirst(Deque<Message> newestFirst) {
        List<Message> messages = new ArrayList<>();
        newestFirst.descendingIterator().forEachRemaining(messages::add);
        return messages;
    }

    /** Only the newest page contains the chat itself, so it is cached for the pages that follow. */
    private Chat chatOf(ChatRef ref) {
        var cached = openChats.getIfPresent(ref);
        return cached == null ? chatCache.newest(ref).chat() : cached;
    }

    private List<Message> messagesOf(List<MessageNode> nodes, @Nullable String bot) {
        return nodes.stream()
                .flatMap(node -> node.message(bot, site.baseUrl()).stream())
                .toList();
    }

    /**
     * The end of a page.
     *
     * @param cursor the site's cursor of the page to read; null for the newest
     * @param before only messages older than this one remain
     */
    private record MessagePosition(@Nullable String cursor, long before) {
        private static final MessagePosition NEWEST = new MessagePosition(null, Long.MAX_VALUE);

        boolean isNewestPage() {
            return cursor == null;
        }

        static MessagePosition decode(String encoded) {
            var parts = Cursor.decode(LIST, encoded, 2);
            return new MessagePosition(parts.get(1).isEmpty() ? null : parts.get(1), Cursor.longNumber(parts.get(0)));
        }

        String encode() {
            return Cursor.encode(LIST, Long.toString(before), cursor == null ? "" : cursor);
        }
    }
}
