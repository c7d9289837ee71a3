package dev.poemcp.server.export;

import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.Message;
import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** A chat as one page of HTML that loads nothing but its attachments in the archive. Texts are shown as they are. */
final class HtmlChat {
    private static final String START = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file:">
            <title>%s</title>
            <style>
            :root { color-scheme: light dark; }
            body { max-width: 50rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
            h1 { font-size: 1.5rem; line-height: 1.25; }
            article { margin: 1rem 0; padding: .75rem 1rem; border: 1px solid #8888; border-radius: .5rem; }
            article.user { margin-left: min(4rem, 8%%); background: #8882; }
            article p { margin: .5rem 0 0; }
            article .facts { margin: 0 0 .25rem; }
            .text { white-space: pre-wrap; }
            .facts { opacity: .75; font-size: .85rem; }
            ul { list-style: none; padding: 0; }
            li { margin: .75rem 0; }
            li .facts { display: block; }
            img { max-width: 100%%; height: auto; border-radius: .25rem; }
            </style>
            </head>
            <body>
            <main>
            <h1 dir="auto">%s</h1>
            """;

    private static final String END = """
            </main>
            </body>
            </html>
            """;

    private HtmlChat() {}

    static void write(ExportedChat exported, Writer out) throws IOException {
        var chat = exported.chat();
        out.append(start(exported.title()))
                .append("<p class=\"facts\">")
                .append(chat.bot() == null ? "" : escaped(chat.bot()) + " · ")
                .append(
                        chat.url() == null
                                ? escaped(chat.chatCode())
                                : "<a href=\"" + escaped(chat.url().toString()) + "\">" + escaped(chat.chatCode())
                                        + "</a>")
                .append(" · " + exported.messages().size() + " messages</p>\n");
        for (Message message : exported.messages()) {
            out.append(message(exported, message));
        }
        out.append(END);
    }

    /** @param body escaped */
    static String page(String title, String body) {
        return start(title) + body + END;
    }

    private static String start(String title) {
        return START.formatted(escaped(title), escaped(title));
    }

    private static String message(ExportedChat exported, Message message) {
        if (message.author().equals("chat_break")) {
            return "<hr>\n";
        }
        boolean own = message.author().equals("user");
        var html = new StringBuilder("<article id=\"m")
                .append(message.messageId())
                .append(own ? "\" class=\"user\">\n" : "\">\n");
        html.append("<p class=\"facts\"><strong>")
                .append(own ? "You" : escaped(message.author()))
                .append("</strong> · ")
                .append(time(message.creationTime().toString()))
                .append(message.state().equals("complete") ? "" : " · " + escaped(message.state()))
                .append("</p>\n<div class=\"text\" dir=\"auto\">")
                .append(escaped(message.text()))
                .append("</div>\n");
        for (int i = 0; i < message.attachments().size(); i++) {
            html.append(attachment(message.attachments().get(i), exported.location(message, i), exported, message, i));
        }
        return html.append("</article>\n").toString();
    }

    private static String attachment(
            Attachment attachment, @Nullable String location, ExportedChat exported, Message message, int index) {
        String name = escaped(attachment.name());
        if (location == null) {
            return "<p>" + name + "</p>\n";
        }
        String link = "<a href=\"" + escaped(location) + "\">" + name + "</a>";
        var saved = exported.files().get(ExportedChat.fileKey(message, index));
        boolean picture = saved != null
                && saved.path() != null
                && attachment.mimeType() != null
                && attachment.mimeType().startsWith("image/");
        return "<p>" + (picture ? "<img src=\"" + escaped(location) + "\" alt=\"\"><br>" : "") + link + "</p>\n";
    }

    /** @param instant as ISO 8601 has it, in UTC; shown to the minute */
    static String time(String instant) {
        String shown =
                instant.length() < 16 ? instant : instant.substring(0, 16).replace('T', ' ') + " UTC";
        return "<time datetime=\"" + escaped(instant) + "\">" + escaped(shown) + "</time>";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
