package dev.poemcp.server.export;

import dev.poemcp.server.export.Manifest.Entry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The page that leads to the chats of an archive in HTML, newest activity first. */
final class HtmlIndex {
    private HtmlIndex() {}

    static String text(Manifest manifest) {
        String rows = manifest.chats().entrySet().stream()
                .filter(chat -> chat.getValue().format() == ExportFormat.HTML)
                .sorted(Comparator.comparing(
                        (Map.Entry<String, Entry> chat) ->
                                Objects.requireNonNullElse(chat.getValue().lastActivity(), ""),
                        Comparator.reverseOrder()))
                .map(chat -> row(chat.getValue()))
                .collect(Collectors.joining());
        return HtmlChat.page("Chats on Poe", "<ul>\n" + rows + "</ul>\n");
    }

    private static String row(Entry chat) {
        String file = URLEncoder.encode(Objects.requireNonNull(chat.file()), StandardCharsets.UTF_8)
                .replace("+", "%20");
        String title = chat.title() == null ? "Untitled chat" : chat.title();
        return "<li><a href=\"" + file + "\">" + HtmlChat.escaped(title) + "</a> <span class=\"facts\">"
                + (chat.lastActivity() == null ? "" : HtmlChat.time(chat.lastActivity()) + " · ") + chat.messages()
                + " messages"
                + (chat.deleted() ? " · deleted at Poe" : "") + "</span></li>\n";
    }
}
