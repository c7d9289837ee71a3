package dev.poemcp.poe.site;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.Chats;
import dev.poemcp.poe.Message;
import dev.poemcp.poe.Page;
import dev.poemcp.poe.site.cache.ChatDirectory;
import dev.poemcp.poe.site.cache.ExpiringCache;
import dev.poemcp.poe.site.json.MessageReader;
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
 * Reads a chat backwards, exactly as many messages as were asked for. A page of ours ends at a message, not at a place
 * in a page of the site's: messages that arrive meanwhile move places, but no message.
 */
final class MessagePages {
    private static final String LIST = "messages";
    private static final int MOST_PAGES = 50;

    private final Site site;
    private final ChatDirectory directory;
    private final ExpiringCache<ChatRef, Chat> begun;

    MessagePages(Site site, ChatDirectory directory) {
        this.site = site;
        this.directory = directory;
        this.begun = new ExpiringCache<>(site.clock(), Duration.ofMinutes(1), 100);
    }

    Chats.ChatPage read(ChatRef ref, int count, @Nullable String cursor) {
        var place = cursor == null ? Place.NEWEST : Place.read(cursor);
        var first = place.isNewestPage() ? directory.newest(ref) : null;
        Chat chat = first == null ? known(ref) : first.chat();
        begun.put(ref, chat);
        var page = first == null
                ? directory.older(chat.chatId(), Math.min(100, count), place.cursor())
                : new ChatDirectory.Older(first.messages(), first.olderCursor());
        Deque<Message> newestFirst = new ArrayDeque<>();
        Set<Long> seen = new HashSet<>();
        var at = place;
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            List<Message> messages = readAll(page.messages(), chat.bot());
            for (int i = messages.size() - 1; i >= 0; i--) {
                var message = messages.get(i);
                if (message.messageId() < place.before() && seen.add(message.messageId())) {
                    if (newestFirst.size() == count) {
                        return page(chat, newestFirst, at);
                    }
                    newestFirst.addLast(message);
                }
            }
            var older = page.olderCursor();
            if (older == null || older.equals(at.cursor())) {
                return new Chats.ChatPage(chat, new Page<>(oldestFirst(newestFirst), null));
            }
            at = new Place(older, place.before());
            if (newestFirst.size() == count) {
                return page(chat, newestFirst, at);
            }
            page = directory.older(chat.chatId(), Math.min(100, count - newestFirst.size()), older);
        }
        return page(chat, newestFirst, at);
    }

    private static Chats.ChatPage page(Chat chat, Deque<Message> newestFirst, Place at) {
        long before =
                newestFirst.isEmpty() ? at.before() : newestFirst.getLast().messageId();
        var next = new Place(at.cursor(), before).write();
        return new Chats.ChatPage(chat, new Page<>(oldestFirst(newestFirst), next));
    }

    private static List<Message> oldestFirst(Deque<Message> newestFirst) {
        List<Message> messages = new ArrayList<>();
        newestFirst.descendingIterator().forEachRemaining(messages::add);
        return messages;
    }

    /** The chat itself is on its newest page only; who reads on will hardly have been gone for long. */
    private Chat known(ChatRef ref) {
        return begun.get(ref).orElseGet(() -> directory.newest(ref).chat());
    }

    private List<Message> readAll(List<JsonNode> nodes, @Nullable String bot) {
        List<Message> messages = new ArrayList<>();
        nodes.forEach(node -> MessageReader.read(node, bot, site.baseUrl()).ifPresent(messages::add));
        return messages;
    }

    /**
     * Where a page ends.
     *
     * @param cursor the site's, of the page to look in; null for the newest
     * @param before only messages older than this one are left to give
     */
    private record Place(@Nullable String cursor, long before) {
        private static final Place NEWEST = new Place(null, Long.MAX_VALUE);

        boolean isNewestPage() {
            return cursor == null;
        }

        static Place read(String sealed) {
            var parts = Cursor.open(LIST, sealed, 2);
            return new Place(parts.get(1).isEmpty() ? null : parts.get(1), Cursor.longNumber(parts.get(0)));
        }

        String write() {
            return Cursor.seal(LIST, Long.toString(before), cursor == null ? "" : cursor);
        }
    }
}
