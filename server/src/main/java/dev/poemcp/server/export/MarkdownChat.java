package dev.poemcp.server.export;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.Message;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A chat as Markdown with front matter in YAML. */
final class MarkdownChat {
    private static final Pattern NOT_IN_YAML =
            Pattern.compile("[\\x{7F}-\\x{9F}\\x{2028}\\x{2029}\\x{FEFF}\\x{FFFE}\\x{FFFF}]");

    private MarkdownChat() {}

    static void write(ExportedChat exported, Writer out) throws IOException {
        var chat = exported.chat();
        var text = new StringBuilder("---\n");
        add(text, "title", exported.title());
        add(text, "code", chat.chatCode());
        add(text, "url", chat.url());
        add(text, "bot", chat.bot());
        add(text, "created", exported.created());
        add(text, "last_activity", chat.lastInteraction());
        text.append("messages: ").append(exported.messages().size()).append("\n---\n\n");
        text.append("# ").append(MarkdownText.plain(exported.title())).append("\n\n");
        out.append(text);
        for (Message message : exported.messages()) {
            text.setLength(0);
            add(text, exported, message);
            out.append(text);
        }
    }

    /** A string of JSON is one of YAML, too, unless it has what YAML does not print. */
    private static void add(StringBuilder text, String key, @Nullable Object value) {
        if (value != null) {
            String json = new TextNode(value.toString()).toString();
            text.append(key)
                    .append(": ")
                    .append(NOT_IN_YAML
                            .matcher(json)
                            .replaceAll(found ->
                                    "\\\\u%04x".formatted((int) found.group().charAt(0))))
                    .append('\n');
        }
    }

    private static void add(StringBuilder text, ExportedChat exported, Message message) {
        Instant time = message.creationTime();
        if (message.author().equals("chat_break")) {
            text.append("---\n\n*Context cleared, ").append(time).append("*\n\n---\n\n");
            return;
        }
        String author = message.author().equals("user") ? "You" : message.author();
        text.append("## ")
                .append(MarkdownText.plain(author))
                .append(", ")
                .append(time)
                .append(", id ")
                .append(message.messageId())
                .append("\n\n");
        if (!message.text().isBlank()) {
            text.append(MarkdownText.message(message.text())).append("\n\n");
        }
        for (int i = 0; i < message.attachments().size(); i++) {
            text.append(link(message.attachments().get(i), exported.location(message, i)))
                    .append("\n\n");
        }
        if (!message.state().equals("complete")) {
            text.append("*(").append(message.state().replace('_', ' ')).append(")*\n\n");
        }
    }

    private static String link(Attachment attachment, @Nullable String location) {
        String name = MarkdownText.plain(attachment.name());
        if (location == null) {
            return "\\[" + name + "\\]"; // Without the backslashes a message could tell where it leads.
        }
        boolean picture = attachment.mimeType() != null && attachment.mimeType().startsWith("image/");
        return (picture ? "!" : "") + "[" + name + "](<"
                + MarkdownText.withoutReferences(location.replace("<", "%3C").replace(">", "%3E")) + ">)";
    }
}
