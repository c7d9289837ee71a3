package dev.poemcp.server.resources;

import dev.poemcp.poe.Bot;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.Page;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.poe.User;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What somebody who has typed so much may mean: handles of bots and people, codes of chats. */
public final class Completions {
    /** The protocol's limit, too. */
    public static final int MAX = 100;

    private static final int SEARCHED = 50;
    private static final int MAX_CHAT_PAGES = 5;

    private final Supplier<PoeClient> poe;

    public Completions(Supplier<PoeClient> poe) {
        this.poe = poe;
    }

    /** Handles that begin with it first, then others that Poe finds; for nothing typed the front page's. */
    public List<String> botHandles(String typed) {
        Page<Bot> found = typed.isBlank()
                ? poe.get().bots().explore(null, SEARCHED, null)
                : poe.get().bots().search(typed, SEARCHED, null);
        return ordered(typed, found.items().stream().map(Bot::handle).toList());
    }

    /** The same for the last of a comma list; what stands before it is kept. */
    public List<String> botHandleLists(String typed) {
        var start = typed.lastIndexOf(',') + 1;
        var kept = typed.substring(0, start) + (start > 0 ? " " : "");
        return botHandles(typed.substring(start).strip()).stream()
                .map(handle -> kept + handle)
                .toList();
    }

    /** Handles of people. */
    public List<String> userHandles(String typed) {
        var found = poe.get().people().search(typed.strip(), SEARCHED, null);
        return ordered(
                typed,
                found.items().stream()
                        .map(User::handle)
                        .filter(Objects::nonNull)
                        .toList());
    }

    /** Codes of chats that begin with it or whose title contains it, newest first. */
    public List<String> chatCodes(String typed) {
        var wanted = typed.strip().toLowerCase(Locale.ROOT);
        var codes = new LinkedHashSet<String>();
        String cursor = null;
        for (var page = 0; page < MAX_CHAT_PAGES && codes.size() < MAX; page++) {
            var chats = poe.get().chats().history(MAX, cursor);
            chats.items().stream()
                    .filter(chat -> matches(chat, wanted))
                    .map(Chat::chatCode)
                    .forEach(codes::add);
            cursor = chats.nextCursor();
            if (cursor == null) {
                break;
            }
        }
        return codes.stream().limit(MAX).toList();
    }

    private static boolean matches(Chat chat, String wanted) {
        return chat.chatCode().toLowerCase(Locale.ROOT).startsWith(wanted)
                || Objects.requireNonNullElse(chat.title(), "")
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted);
    }

    private static List<String> ordered(String typed, List<@Nullable String> handles) {
        var prefix = typed.strip().toLowerCase(Locale.ROOT);
        var ordered = new LinkedHashSet<String>();
        for (var handle : handles) {
            if (handle != null && handle.toLowerCase(Locale.ROOT).startsWith(prefix)) {
                ordered.add(handle);
            }
        }
        for (var handle : handles) {
            if (handle != null) {
                ordered.add(handle);
            }
        }
        return ordered.stream().limit(MAX).toList();
    }
}
