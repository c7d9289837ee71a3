package dev.poemcp.server.resources;

import dev.poemcp.tool.result.AttachmentResult;
import dev.poemcp.tool.result.MessageResult;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;

/** A message as Markdown, the same in the resource of a chat and in the text of tools that read chats. */
public final class MessageMarkdown {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private MessageMarkdown() {}

    /** Ends with an empty line. */
    public static String of(MessageResult message) {
        var time = time(message.creationTime());
        if (message.author().equals("chat_break")) {
            return "---\n\n*Context cleared, " + time + "*\n\n---\n\n";
        }
        var author = message.author().equals("user") ? "You" : message.author();
        var text = new StringBuilder("## ")
                .append(oneLine(author))
                .append(", ")
                .append(time)
                .append(", id ")
                .append(message.messageId())
                .append("\n\n")
                .append(message.text().strip());
        if (!message.text().isBlank()) {
            text.append("\n\n");
        }
        if (!message.attachments().isEmpty()) {
            text.append(message.attachments().stream()
                            .map(MessageMarkdown::link)
                            .collect(Collectors.joining("\n")))
                    .append("\n\n");
        }
        if (!message.state().equals("complete")) {
            text.append("*(").append(message.state().replace('_', ' ')).append(")*\n\n");
        }
        return text.toString();
    }

    /** To the minute. */
    public static String time(String rfc3339) {
        return TIME.format(Instant.parse(rfc3339));
    }

    /** Without line breaks, so that it cannot pass for something else. */
    public static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static String link(AttachmentResult attachment) {
        var picture = attachment.mimeType() != null && attachment.mimeType().startsWith("image/");
        if (attachment.url() == null) {
            return "[" + oneLine(attachment.name()).replace("]", "\\]") + "]";
        }
        return (picture ? "!" : "") + "[" + oneLine(attachment.name()).replace("]", "\\]") + "](" + attachment.url()
                + ")";
    }
}
