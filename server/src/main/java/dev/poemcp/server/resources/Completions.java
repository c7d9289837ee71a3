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

/** Proposals for a partly typed value: handles of bots and users, codes of chats. */
public final class Completions {
    /** Also the protocol's limit. */
    public static final int MAX = 100;

    private static final int SEARCH_COUNT = 50;
    private static final int MAX_CHAT_PAGES = 5;

    private final Supplier<PoeClient> poe;

    /** What is being typed. */
    public enum Kind {
        BOT,
        /** Bots, separated by commas. */
        BOTS,
        USER,
        CHAT
    }

    public Completions(Supplier<PoeClient> poe) {
        this.poe = poe;
    }

    /** Proposals of that kind, at most {@link #MAX}. */
    public List<String> of(Kind kind, String typed) {
        return switch (kind) {
            case BOT -> botHandles(typed);
            case BOTS -> botHandleLists(typed);
            case USER -> userHandles(typed);
            case CHAT -> chatCodes(typed);
        };
    }

    /** Handles that start with it first, then others that Poe finds; for empty input those of the front page. */
    public List<String> botHandles(String typed) {
        Page<Bot> found = typed.isBlank()
                ? poe.get().bots().explore(null, SEARCH_COUNT, null)
                : poe.get().bots().search(typed, SEARCH_COUNT, null);
        return ordered(typed, found.items().stream().map(Bot::handle).toList());
    }

    /** Same for the last item of a comma list; the items before it are kept. */
    public List<String> botHandleLists(String typed) {
        var start = typed.lastIndexOf(',') + 1;
        var earlier = typed.substring(0, start) + (start > 0 ? " " : "");
        return botHandles(typed.substring(start).strip()).stream()
                .map(handle -> earlier + handle)
                .toList();
    }

    /** Handles of users. */
    public List<String> userHandles(String typed) {
        var found = poe.get().people().search(typed.strip(), SEARCH_COUNT, null);
        return ordered(
                typed,
                found.items().stream()
                        .map(User::handle)
                        .filter(Objects::nonNull)
                        .toList());
    }

    /** Codes of chats that start with it or whose title contains it, newest first. */
    public List<String> chatCodes(String typed) {
        var lower = typed.strip().toLowerCase(Locale.ROOT);
        var codes = new LinkedHashSet<String>();
        poe.get().conversations().stream()
                .filter(chat -> matches(chat, lower))
                .map(Chat::chatCode)
                .forEach(codes::add);
        String cursor = null;
        for (var page = 0; page < MAX_CHAT_PAGES && codes.size() < MAX; page++) {
            var chats = poe.get().chats().history(MAX, cursor);
            chats.items().stream()
                    .filter(chat -> matches(chat, lower))
                    .map(Chat::chatCode)
                    .forEach(codes::add);
            cursor = chats.nextCursor();
            if (cursor == null) {
                break;
            }
        }
        return codes.stream().limit(MAX).toList();
    }

    private static boolean matches(Chat chat, String lower) {
        return chat.chatCode().toLowerCase(Locale.ROOT).startsWith(lower)
                || Objects.requireNonNullElse(chat.title(), "")
                        .toLowerCase(Locale.ROOT)
                        .contains(lower);
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
