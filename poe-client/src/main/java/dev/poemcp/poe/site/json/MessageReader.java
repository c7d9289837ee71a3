package dev.poemcp.poe.site.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.Message;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads messages of a chat. Source: docs/poe-protocol.md §7.4. */
public final class MessageReader {
    private MessageReader() {}

    /**
     * Empty if the node is not a message: without a number.
     *
     * @param chatBot handle of the chat's bot, for builds that give no author
     */
    public static Optional<Message> read(JsonNode node, @Nullable String chatBot, URI baseUrl) {
        var messageId = id(node);
        if (messageId == null) {
            return Optional.empty();
        }
        var text = shownText(node);
        var created = JsonFields.time(node.path("creationTime"));
        var state = JsonFields.word(node.path("state"));
        return Optional.of(new Message(
                messageId,
                JsonFields.word(node.path("messageCode")),
                author(node, chatBot),
                text,
                state == null ? "complete" : state,
                created == null ? Instant.EPOCH : created,
                attachments(node.path("attachments"), baseUrl)));
    }

    public static @Nullable Long id(JsonNode node) {
        var number = JsonFields.number(node.path("messageId"));
        return number == null ? JsonFields.numberOfGlobalId(node.path("id"), "Message") : number;
    }

    /** A cancelled reply is cut to the length that was shown. */
    private static String shownText(JsonNode node) {
        var text = JsonFields.text(node.path("text"));
        if (text == null) {
            return "";
        }
        var shown = JsonFields.number(node.path("textLengthOnCancellation"));
        boolean isCut =
                "cancelled".equals(JsonFields.text(node.path("state"))) && shown != null && shown < text.length();
        return isCut && shown != null && shown >= 0 ? text.substring(0, shown.intValue()) : text;
    }

    private static String author(JsonNode node, @Nullable String chatBot) {
        var author = JsonFields.word(node.path("author"));
        if ("human".equals(author)) {
            return "user";
        }
        if (author != null && (author.equals("chat_break") || author.equals("command"))) {
            return author;
        }
        var bot = node.path("bot");
        var handle = BotReader.handle(bot);
        if (handle != null) {
            return handle;
        }
        boolean isUser =
                node.path("authorUser").isObject() || node.path("clientNonce").isTextual();
        if (author == null && isUser && !bot.isObject()) {
            return "user";
        }
        // "pacarana" is the site's name for all server bots.
        if (author != null && !author.equals("pacarana")) {
            return author;
        }
        var name = JsonFields.word(bot.path("displayName"));
        return chatBot != null ? chatBot : name != null ? name : author == null ? "bot" : author;
    }

    public static List<Attachment> attachments(JsonNode list, URI baseUrl) {
        List<Attachment> attachments = new ArrayList<>();
        for (var attachment : list) {
            var file = attachment.path("file");
            var attachmentUrl = JsonFields.uri(attachment.path("url"));
            var url = attachmentUrl == null ? JsonFields.uri(file.path("url")) : attachmentUrl;
            if (url != null) {
                var name = JsonFields.word(attachment.path("name"));
                attachments.add(new Attachment(
                        name == null ? "attachment" : name,
                        JsonFields.word(file.path("mimeType")),
                        baseUrl.resolve(url),
                        JsonFields.number(file.path("size"))));
            }
        }
        return attachments;
    }
}
