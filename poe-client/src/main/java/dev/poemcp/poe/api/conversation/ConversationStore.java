package dev.poemcp.poe.api.conversation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Conversations of all users of this process, within common limits: the one unused for longest is dropped first.
 * Thread-safe.
 */
public final class ConversationStore {
    private static final int MAX_ENTRIES = 4_000;
    private static final long MAX_BYTES = 64 * 1024 * 1024;

    private final int maxEntries;
    private final long maxBytes;
    private final @Nullable ConversationFolder folder;
    private final Map<Key, Conversation> entries = new LinkedHashMap<>(16, 0.75f, true);
    /** What could not be written: newer here than on disk. */
    private final Set<Key> unsaved = new HashSet<>();

    private final AtomicLong lastId;
    private long bytes;

    private record Key(String owner, String code) {}

    /** @param folder keeps them across processes; null keeps them in memory only */
    public ConversationStore(@Nullable ConversationFolder folder) {
        this(folder, MAX_ENTRIES, MAX_BYTES);
    }

    ConversationStore(@Nullable ConversationFolder folder, int maxEntries, long maxBytes) {
        this.folder = folder;
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
        // Unlike those of another process that adds to the same conversation, and larger than those of one before.
        this.lastId = new AtomicLong(
                System.currentTimeMillis() * 100 + ThreadLocalRandom.current().nextInt(100));
    }

    /** The id of a new message. */
    public long nextMessageId() {
        return lastId.incrementAndGet();
    }

    /** @param owner tells users apart; not a credential, since it names a folder */
    public synchronized Optional<Conversation> get(String owner, String code) {
        Key key = new Key(owner, code);
        if (folder != null && !unsaved.contains(key)) {
            // Another process may have added to it.
            folder.read(owner, code).ifPresent(conversation -> keep(owner, conversation));
        }
        return Optional.ofNullable(entries.get(key));
    }

    /** Adds or replaces it. */
    public synchronized void put(String owner, Conversation conversation) {
        keep(owner, conversation);
        if (folder != null) {
            Key key = new Key(owner, conversation.code());
            unsaved.remove(key);
            if (!folder.write(owner, conversation)) {
                unsaved.add(key);
            }
        }
    }

    /**
     * Adds a message to what is kept by now, or replaces it there, in one step.
     *
     * @param fallback what it is added to if the conversation is no longer kept
     */
    public synchronized void add(String owner, Conversation fallback, ConversationMessage message) {
        put(owner, get(owner, fallback.code()).orElse(fallback).with(message));
    }

    /** Changes one, if it is kept, in one step. */
    public synchronized void update(String owner, String code, UnaryOperator<Conversation> change) {
        get(owner, code).map(change).ifPresent(changed -> put(owner, changed));
    }

    public synchronized void remove(String owner, String code) {
        Conversation removed = entries.remove(new Key(owner, code));
        if (removed != null) {
            bytes -= removed.size();
        }
        if (folder != null) {
            folder.delete(owner, code);
        }
    }

    /** The owner's, newest activity first. */
    public synchronized List<Conversation> list(String owner) {
        Map<String, Conversation> all = new LinkedHashMap<>();
        entries.forEach((key, conversation) -> {
            if (key.owner().equals(owner)) {
                all.put(key.code(), conversation);
            }
        });
        if (folder != null) {
            folder.list(owner).stream()
                    .filter(conversation -> !unsaved.contains(new Key(owner, conversation.code())))
                    .forEach(conversation -> all.put(conversation.code(), conversation));
        }
        List<Conversation> sorted = new ArrayList<>(all.values());
        sorted.sort(Comparator.comparing(Conversation::lastActivity).reversed());
        return sorted;
    }

    private void keep(String owner, Conversation conversation) {
        Conversation previous = entries.put(new Key(owner, conversation.code()), conversation);
        bytes += conversation.size() - (previous == null ? 0 : previous.size());
        Iterator<Conversation> oldest = entries.values().iterator();
        while ((entries.size() > maxEntries || bytes > maxBytes) && entries.size() > 1) {
            bytes -= oldest.next().size();
            oldest.remove();
        }
        unsaved.retainAll(entries.keySet());
    }
}
