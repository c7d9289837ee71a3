package dev.poemcp.server.export;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.poemcp.poe.Account;
import dev.poemcp.poe.AccountSettings;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.Chats;
import dev.poemcp.poe.Message;
import dev.poemcp.poe.Page;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An account with some chats, and exports of it. */
public final class ArchiveFixture {
    /** Of the first message of each chat; the others follow by a second each. */
    public static final Instant TIME = Instant.parse("2026-11-01T10:00:00Z");

    private final Map<Chat, List<Message>> account = new LinkedHashMap<>();
    private final Account settings = mock(Account.class);
    private final Chats chats = mock(Chats.class);
    private final Path folder;
    private long userId = 1;
    private final Map<String, PoeFailure> failures = new HashMap<>();
    private int requests;
    private int reads;
    private @Nullable PoeFailure failure;
    private @Nullable PoeFailure settingsFailure;

    public ArchiveFixture(Path folder) {
        this.folder = folder;
        when(settings.settings()).thenAnswer(call -> {
            request();
            if (settingsFailure != null) {
                throw new PoeException(settingsFailure);
            }
            var points = new AccountSettings.Points(null, null, null, null);
            return new AccountSettings(userId, null, points, null, null, null, null, null, null);
        });
        when(chats.history(anyInt(), any())).thenAnswer(call -> {
            request();
            return page(List.copyOf(account.keySet()), call.getArgument(0), call.getArgument(1));
        });
        when(chats.get(any()))
                .thenAnswer(call -> chat(call.getArgument(0, ChatRef.class).toString()));
        when(chats.messages(any(), anyInt(), any())).thenAnswer(call -> {
            request();
            reads++;
            Chat chat = chat(call.getArgument(0, ChatRef.class).toString());
            PoeFailure refusal = failures.get(chat.chatCode());
            if (refusal != null) {
                throw new PoeException(refusal);
            }
            return new Chats.ChatPage(
                    chat, newest(account.getOrDefault(chat, List.of()), call.getArgument(1), call.getArgument(2)));
        });
    }

    private synchronized void request() {
        requests++;
        if (failure != null) {
            throw new PoeException(failure);
        }
    }

    private static <T> Page<T> page(List<T> all, int count, @Nullable String cursor) {
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        int to = Math.min(all.size(), from + count);
        return new Page<>(all.subList(from, to), to == all.size() ? null : Integer.toString(to));
    }

    private static Page<Message> newest(List<Message> all, int count, @Nullable String cursor) {
        int to = cursor == null ? all.size() : Integer.parseInt(cursor);
        int from = Math.max(0, to - count);
        return new Page<>(all.subList(from, to), from == 0 ? null : Integer.toString(from));
    }

    private Chat chat(String code) {
        return account.keySet().stream()
                .filter(chat -> chat.chatCode().equals(code))
                .findFirst()
                .orElseThrow();
    }

    /** Adds a chat with these messages, or replaces it; the newest activity. */
    public synchronized Chat chat(String code, @Nullable String title, String... texts) {
        remove(code);
        Map<Chat, List<Message>> earlier = new LinkedHashMap<>(account);
        Instant last = earlier.keySet().stream()
                .map(chat -> chat.lastInteraction() == null ? TIME : chat.lastInteraction())
                .max(Instant::compareTo)
                .orElse(TIME)
                .plusSeconds(60);
        account.clear();
        Chat chat = add(code, title, last, texts);
        account.putAll(earlier);
        return chat;
    }

    /** Adds a chat after the others. */
    synchronized Chat add(String code, @Nullable String title, Instant last, String... texts) {
        var chat = new Chat(
                (long) code.hashCode(), code, title, URI.create("https://poe.com/chat/" + code), "Claude", last);
        account.put(chat, messages(texts));
        return chat;
    }

    synchronized void put(Chat chat, List<Message> messages) {
        account.put(chat, messages);
    }

    synchronized void remove(String code) {
        account.keySet().removeIf(chat -> chat.chatCode().equals(code));
    }

    private static List<Message> messages(String... texts) {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            String author = i % 2 == 0 ? "user" : "Claude";
            messages.add(new Message(i + 1L, "m" + i, author, texts[i], "complete", TIME.plusSeconds(i), List.of()));
        }
        return messages;
    }

    synchronized void userId(long other) {
        userId = other;
    }

    /** Reading this chat fails so. */
    void failure(String code, PoeFailure next) {
        failures.put(code, next);
    }

    /** Reading any chat works. */
    void endFailures() {
        failures.clear();
    }

    /** Number of pages of messages that were read. */
    int reads() {
        return reads;
    }

    synchronized void settingsFailure(PoeFailure next) {
        settingsFailure = next;
    }

    /** Every request fails so; null ends that. */
    synchronized void failure(@Nullable PoeFailure next) {
        failure = next;
    }

    synchronized int requests() {
        return requests;
    }

    Account account() {
        return settings;
    }

    Chats chats() {
        return chats;
    }

    /** Exports the whole account. */
    public void export() throws IOException, InterruptedException {
        export(new ChatExporter.Options(ExportFormat.MARKDOWN, List.of(), null, null));
    }

    ChatExporter.Summary export(ChatExporter.Options options) throws IOException, InterruptedException {
        return export(options, (done, all, code, state, file, why) -> {});
    }

    ChatExporter.Summary export(ChatExporter.Options options, ChatExporter.Listener listener)
            throws IOException, InterruptedException {
        try (var archive = ArchiveFolder.open(folder)) {
            return new ChatExporter(
                            settings,
                            chats,
                            archive,
                            options,
                            new Pace(time -> {}, System::nanoTime),
                            () -> TIME.plusSeconds(3_600),
                            listener)
                    .run();
        }
    }
}
