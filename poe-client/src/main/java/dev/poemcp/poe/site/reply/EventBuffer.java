package dev.poemcp.poe.site.reply;

import dev.poemcp.poe.site.channel.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Events whose reply is not known yet: a reply often begins before the site has returned the chat's id. Keeps only the
 * newest event of each message. Bounded; when it overflows, the reply reads its chat instead. Not thread-safe.
 */
final class EventBuffer {
    private static final int MAX_CHATS = 2048;
    private static final int MAX_EVENTS_PER_CHAT = 64;
    private static final long MAX_CHARACTERS = 32L * 1024 * 1024;

    private final Map<Long, Map<String, Event>> byChat = new LinkedHashMap<>();
    private long characters;
    private boolean overflowed;

    /** The events of a chat; not {@code complete} if some may have been dropped. */
    record BufferedEvents(List<Event> events, boolean complete) {}

    void add(long chatId, Event event) {
        long size = size(event);
        Map<String, Event> events = byChat.get(chatId);
        boolean full = events == null ? byChat.size() >= MAX_CHATS : events.size() >= MAX_EVENTS_PER_CHAT;
        if (full || characters + size > MAX_CHARACTERS) {
            overflowed = true;
            return;
        }
        if (events == null) {
            events = new LinkedHashMap<>();
            byChat.put(chatId, events);
        }
        String key = event.subscription() + ":" + event.entity().id();
        Event previous = events.get(key);
        if (previous != null && event.position().before(previous.position())) {
            return;
        }
        events.remove(key);
        events.put(key, event);
        characters += size - (previous == null ? 0 : size(previous));
    }

    BufferedEvents take(long chatId) {
        Map<String, Event> events = byChat.remove(chatId);
        if (events == null) {
            return new BufferedEvents(List.of(), !overflowed);
        }
        events.values().forEach(event -> characters -= size(event));
        return new BufferedEvents(new ArrayList<>(events.values()), !overflowed);
    }

    /** Drops everything, because no send is pending any more. */
    void clear() {
        byChat.clear();
        characters = 0;
        overflowed = false;
    }

    boolean isEmpty() {
        return byChat.isEmpty();
    }

    private static long size(Event event) {
        return 200L + event.entity().message().text().length();
    }
}
