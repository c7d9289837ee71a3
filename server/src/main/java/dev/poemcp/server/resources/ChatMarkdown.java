package dev.poemcp.server.resources;

import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.Chats;
import dev.poemcp.poe.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.List;
import java.util.stream.Collectors;
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
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

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
                var text = message(items.get(i));
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
                .append(chat.title() == null ? "Untitled chat" : oneLine(chat.title()))
                .append("\n\n");
        if (chat.bot() != null) {
            header.append("- Bot: ").append(oneLine(chat.bot())).append('\n');
        }
        header.append("- Chat: ").append(chat.url()).append('\n');
        var last = chat.lastInteraction() == null ? lastMessage : chat.lastInteraction();
        if (last != null) {
            header.append("- Last activity: ").append(TIME.format(last)).append('\n');
        }
        return header.append('\n').toString();
    }

    private static String message(Message message) {
        if (message.author().equals("chat_break")) {
            return "---\n\n*Context cleared, " + TIME.format(message.creationTime()) + "*\n\n---\n\n";
        }
        var author = message.author().equals("user") ? "You" : message.author();
        var text = new StringBuilder("## ")
                .append(oneLine(author))
                .append(", ")
                .append(TIME.format(message.creationTime()))
                .append("\n\n")
                .append(message.text().strip());
        if (!message.text().isBlank()) {
            text.append("\n\n");
        }
        if (!message.attachments().isEmpty()) {
            text.append(message.attachments().stream().map(ChatMarkdown::link).collect(Collectors.joining("\n")))
                    .append("\n\n");
        }
        if (!message.state().equals("complete")) {
            text.append("*(").append(message.state().replace('_', ' ')).append(")*\n\n");
        }
        return text.toString();
    }

    private static String link(Attachment attachment) {
        var picture = attachment.mimeType() != null && attachment.mimeType().startsWith("image/");
        return (picture ? "!" : "") + "[" + oneLine(attachment.name()).replace("]", "\\]") + "](" + attachment.url()
                + ")";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
