package dev.poemcp.poe.site.reply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.Attachment;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message as events, answers and chat pages show it (protocol reference 7.4), as far as following an answer needs it.
 * Every field may be missing on the wire.
 *
 * @param messageId 0 when it is missing
 * @param state Poe's own name, empty when it is missing
 * @param lengthOnCancellation how much of the text was shown when it was cancelled, in UTF-16 units as the site counts
 * @param suggestions null where the query does not select them
 * @param jobId 0 where it is not told
 */
public record MessageNode(
        long messageId,
        @Nullable String messageCode,
        Author author,
        String text,
        String state,
        String stateText,
        @Nullable String clientNonce,
        @Nullable Long lengthOnCancellation,
        List<Attachment> attachments,
        @Nullable List<String> suggestions,
        @Nullable String botHandle,
        long jobId) {
    private static final Set<String> NOTES = Set.of("chat_break", "command");

    /** Who wrote it. */
    public enum Author {
        HUMAN,
        BOT,
        /** A context break or a command: neither question nor answer. */
        NOTE
    }

    /** Reads a message node, never fails. */
    public static MessageNode read(JsonNode node) {
        JsonNode cancelled = node.path("textLengthOnCancellation");
        return new MessageNode(
                number(node.path("messageId")),
                text(node.path("messageCode")),
                author(node),
                node.path("text").asText(""),
                node.path("state").asText(""),
                textOr(node.path("messageStateText")),
                text(node.path("clientNonce")),
                cancelled.isMissingNode() || cancelled.isNull() ? null : number(cancelled),
                attachments(node.path("attachments")),
                suggestions(node.path("followupActions")),
                text(node.path("bot").path("handle")),
                number(node.path("responsibleJob").path("jobId")));
    }

    /** Numbers also come as strings of digits. */
    public static long number(JsonNode node) {
        return node.asLong(0);
    }

    public boolean fromBot() {
        return author == Author.BOT;
    }

    /** Replies that Poe suggests; null where the node has no such field. */
    static @Nullable List<String> suggestions(JsonNode actions) {
        if (!actions.isArray()) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode action : actions) {
            for (String field : List.of("sendText", "bodyText", "titleText")) {
                String said = text(action.path(field));
                if (said != null && !said.isBlank()) {
                    texts.add(said);
                    break;
                }
            }
        }
        return List.copyOf(texts);
    }

    private static Author author(JsonNode node) {
        String author = node.path("author").asText("");
        if (author.equals("human")) {
            return Author.HUMAN;
        }
        if (NOTES.contains(author)) {
            return Author.NOTE;
        }
        // The newest builds leave the author empty; then who has a nonce or a user is a person.
        boolean person =
                node.path("clientNonce").isTextual() || node.path("authorUser").isObject();
        return author.isEmpty() && person && !node.path("bot").isObject() ? Author.HUMAN : Author.BOT;
    }

    private static List<Attachment> attachments(JsonNode list) {
        List<Attachment> attachments = new ArrayList<>();
        for (JsonNode one : list) {
            JsonNode file = one.path("file");
            String address = text(one.path("url"));
            URI url = uri(address == null ? text(file.path("url")) : address);
            if (url != null) {
                String name = text(one.path("name"));
                JsonNode size = file.path("size");
                attachments.add(new Attachment(
                        name == null ? "attachment" : name,
                        text(file.path("mimeType")),
                        url,
                        size.isMissingNode() || size.isNull() ? null : number(size)));
            }
        }
        return List.copyOf(attachments);
    }

    private static @Nullable URI uri(@Nullable String text) {
        try {
            return text == null ? null : new URI(text);
        } catch (URISyntaxException notAnAddress) {
            return null;
        }
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }

    private static String textOr(JsonNode node) {
        String text = text(node);
        return text == null ? "" : text;
    }
}
