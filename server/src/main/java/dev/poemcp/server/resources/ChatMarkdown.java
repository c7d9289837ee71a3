package dev.poemcp.server.resources;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.Chats;
import dev.poemcp.poe.Message;
import dev.poemcp.server.tools.ResultMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chat as Markdown, oldest message first. Fetched page by page from the newest message backwards, so that the newest
 * part of a chat that is too long is kept.
 */
final class ChatMarkdown {
    /** In UTF-8. */
    static final long MAX_BYTES = 10_000_000;

    private static final String CUT =
            "*The chat is longer than this transcript may be: only its newest part follows.*\n\n";

    private static final int PAGE = 100;

    private final Chats chats;
    private final long maxBytes;

    ChatMarkdown(Chats chats) {
        this(chats, MAX_BYTES);
    }

    ChatMarkdown(Chats chats, long maxBytes) {
        this.chats = chats;
        this.maxBytes = maxBytes;
    }

    String of(ChatRef ref) {
        var newestFirst = new ArrayDeque<String>();
        var first = chats.messages(ref, PAGE, null);
        var header = header(first.chat(), newest(first.messages().items()));
        var left = maxBytes - bytes(header) - bytes(CUT);
        var cut = false;
        for (var page = first.messages(); ; ) {
            var items = page.items();
            for (var i = items.size() - 1; i >= 0 && !cut; i--) {
                var text = MessageMarkdown.of(ResultMapper.of(items.get(i)));
                left -= bytes(text);
                cut = left < 0;
                if (!cut) {
                    newestFirst.add(text);
                }
            }
            if (cut || page.nextCursor() == null) {
                break;
            }
            page = chats.messages(ref, PAGE, page.nextCursor()).messages();
        }
        var whole = new StringBuilder(header);
        if (cut) {
            whole.append(CUT);
        }
        newestFirst.descendingIterator().forEachRemaining(whole::append);
        return whole.toString();
    }

    private static @Nullable Instant newest(List<Message> messages) {
        return messages.isEmpty() ? null : messages.get(messages.size() - 1).creationTime();
    }

    private static String header(Chat chat, @Nullable Instant lastMessage) {
        var header = new StringBuilder("# ")
                .append(chat.title() == null ? "Untitled chat" : MessageMarkdown.oneLine(chat.title()))
                .append("\n\n");
        if (chat.bot() != null) {
            header.append("- Bot: ").append(MessageMarkdown.oneLine(chat.bot())).append('\n');
        }
        header.append("- Chat: ")
                .append(chat.url() == null ? chat.chatCode() : chat.url())
                .append('\n');
        var last = chat.lastInteraction() == null ? lastMessage : chat.lastInteraction();
        if (last != null) {
            header.append("- Last activity: ")
                    .append(MessageMarkdown.time(last.toString()))
                    .append('\n');
        }
        return header.append('\n').toString();
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
