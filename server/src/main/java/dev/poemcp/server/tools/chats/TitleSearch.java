package dev.poemcp.server.tools.chats;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.Chats;
import dev.poemcp.poe.Page;
import dev.poemcp.server.tools.api.ToolException;
import dev.poemcp.tool.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds chats by a part of their title. Poe cannot search the history, so it is read page by page: a bounded part per
 * call, and the cursor continues where the search stopped, even in the middle of one of Poe's pages.
 */
final class TitleSearch {
    private static final int PAGE = 100;
    private static final int MAX_PAGES = 20;

    /** Our cursor: how many chats of the page to skip, and Poe's cursor of the page (empty for the first). */
    private static final Pattern CURSOR = Pattern.compile("(\\d{1,3}):(.*)", Pattern.DOTALL);

    private final Chats chats;

    TitleSearch(Chats chats) {
        this.chats = chats;
    }

    /** @throws ToolException {@link ErrorCode#INVALID_ARGUMENT} for a foreign cursor */
    Page<Chat> find(String part, int count, @Nullable String cursor) {
        String wanted = part.toLowerCase(Locale.ROOT);
        int skip = 0;
        String pageCursor = null;
        if (cursor != null) {
            Matcher matcher = CURSOR.matcher(cursor);
            if (!matcher.matches()) {
                throw new ToolException(
                        ErrorCode.INVALID_ARGUMENT,
                        "The argument cursor must be the next_cursor of a call with title_contains.",
                        "Start again without a cursor.");
            }
            skip = Integer.parseInt(matcher.group(1));
            pageCursor = matcher.group(2).isEmpty() ? null : matcher.group(2);
        }
        List<Chat> found = new ArrayList<>();
        for (int pages = 0; pages < MAX_PAGES; pages++) {
            Page<Chat> page = chats.history(PAGE, pageCursor);
            for (int i = skip; i < page.items().size(); i++) {
                Chat chat = page.items().get(i);
                if (chat.title() == null
                        || !chat.title().toLowerCase(Locale.ROOT).contains(wanted)) {
                    continue;
                }
                if (found.size() == count) {
                    return new Page<>(found, i + ":" + (pageCursor == null ? "" : pageCursor));
                }
                found.add(chat);
            }
            skip = 0;
            pageCursor = page.nextCursor();
            if (pageCursor == null) {
                return new Page<>(found, null);
            }
        }
        return new Page<>(found, "0:" + pageCursor);
    }
}
