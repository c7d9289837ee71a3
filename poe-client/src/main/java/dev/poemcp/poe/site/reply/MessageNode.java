package dev.poemcp.poe.site.reply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.site.json.JsonFields;
import dev.poemcp.poe.site.json.MessageReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message as events, responses and chat pages contain it (docs/poe-protocol.md §7.4); only the fields that following
 * a reply needs. Every field may be missing on the wire.
 *
 * @param messageId 0 if missing
 * @param state Poe's name of the state, empty if missing
 * @param lengthOnCancellation length of the text that was shown when it was cancelled, in UTF-16 units as the site
 *     counts
 * @param suggestions null if the query does not select them
 * @param jobId 0 if missing
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
    /** Attachment URLs stay relative until the chat's URL is known. */
    private static final URI RELATIVE = URI.create("");

    private static final Set<String> NOTE_AUTHORS = Set.of("chat_break", "command");

    /** Who wrote the message. */
    public enum Author {
        HUMAN,
        BOT,
        /** A context break or a command: neither a user message nor a reply. */
        NOTE
    }

    /** Reads a message node; never fails. */
    public static MessageNode read(JsonNode node) {
        Long id = MessageReader.id(node);
        return new MessageNode(
                id == null ? 0 : id,
                JsonFields.word(node.path("messageCode")),
                author(node),
                node.path("text").asText(""),
                node.path("state").asText(""),
                node.path("messageStateText").asText(""),
                JsonFields.word(node.path("clientNonce")),
                JsonFields.number(node.path("textLengthOnCancellation")),
                MessageReader.attachments(node.path("attachments"), RELATIVE),
                suggestions(node.path("followupActions")),
                JsonFields.word(node.path("bot").path("handle")),
                number(node.path("responsibleJob").path("jobId")));
    }

    /** The number, or 0 if there is none. */
    public static long number(JsonNode node) {
        Long number = JsonFields.number(node);
        return number == null ? 0 : number;
    }

    public boolean fromBot() {
        return author == Author.BOT;
    }

    /** The replies that Poe suggests; null if the node has no such field. */
    static @Nullable List<String> suggestions(JsonNode actions) {
        if (!actions.isArray()) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode action : actions) {
            for (String field : List.of("sendText", "bodyText", "titleText")) {
                String text = JsonFields.word(action.path(field));
                if (text != null) {
                    texts.add(text);
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
        if (NOTE_AUTHORS.contains(author)) {
            return Author.NOTE;
        }
        // The newest builds leave the author empty; a message with a nonce or a user is then a user's.
        boolean human =
                node.path("clientNonce").isTextual() || node.path("authorUser").isObject();
        return author.isEmpty() && human && !node.path("bot").isObject() ? Author.HUMAN : Author.BOT;
    }
}
