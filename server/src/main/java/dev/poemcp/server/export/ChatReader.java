package dev.poemcp.server.export;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.Chats;
import dev.poemcp.poe.Message;
import dev.poemcp.poe.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads lists whole, page by page and at a pace; each item once, although lists may move while they are read. */
final class ChatReader {
    private static final int PAGE = 100;

    private final Chats chats;
    private final Pace pace;
    private final Consumer<String> progress;

    /** @param progress is told how much has been read, after each page */
    ChatReader(Chats chats, Pace pace, Consumer<String> progress) {
        this.chats = chats;
        this.pace = pace;
        this.progress = progress;
    }

    Collection<Chat> chats(List<ChatRef> refs) throws InterruptedException {
        Map<String, Chat> found = new LinkedHashMap<>();
        for (ChatRef ref : refs) {
            Chat chat = pace.call(() -> chats.get(ref));
            found.put(chat.chatCode(), chat);
        }
        return found.values();
    }

    /**
     * The account's chats, newest activity first.
     *
     * @param since null for all
     * @param stopped asked before each page
     */
    Collection<Chat> history(@Nullable Instant since, BooleanSupplier stopped) throws InterruptedException {
        Map<String, Chat> found = new LinkedHashMap<>();
        String cursor = null;
        boolean more = true;
        while (more && !stopped.getAsBoolean()) {
            String at = cursor;
            Page<Chat> page = page(at, () -> chats.history(PAGE, at));
            for (Chat chat : page.items()) {
                if (since != null
                        && chat.lastInteraction() != null
                        && chat.lastInteraction().isBefore(since)) {
                    return found.values();
                }
                found.putIfAbsent(chat.chatCode(), chat);
            }
            progress.accept(found.size() + " chats listed");
            cursor = page.nextCursor();
            more = cursor != null;
        }
        return found.values();
    }

    /** All of a chat, oldest first. */
    List<Message> messages(Chat chat) throws InterruptedException {
        Map<Long, Message> newestFirst = new LinkedHashMap<>();
        String cursor = null;
        do {
            String at = cursor;
            Page<Message> page =
                    page(at, () -> chats.messages(chat.ref(), PAGE, at)).messages();
            for (int i = page.items().size() - 1; i >= 0; i--) {
                newestFirst.putIfAbsent(
                        page.items().get(i).messageId(), page.items().get(i));
            }
            progress.accept(newestFirst.size() + " messages");
            cursor = page.nextCursor();
        } while (cursor != null);
        List<Message> messages = new ArrayList<>(newestFirst.values());
        Collections.reverse(messages);
        return messages;
    }

    private <T> T page(@Nullable String cursor, Supplier<T> request) throws InterruptedException {
        return cursor == null ? pace.call(request) : pace.nextPage(request);
    }
}
