package dev.poemcp.poe.site.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.Message;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A message as events, responses and chat pages contain it (docs/poe-protocol.md §7.4). Every field may be missing.
 *
 * @param messageId 0 if missing
 * @param state Poe's name of the state, empty if missing
 * @param lengthOnCancellation length of the text that was shown when it was cancelled, in UTF-16 units as the site
 *     counts
 * @param attachments their URLs may be relative to the site
 * @param suggestions replies that Poe suggests; null if the query does not select them
 * @param jobId 0 if missing
 * @param authorName null if the message does not say which bot wrote it
 * @param fallbackName name of the author if neither the message nor its chat says which bot wrote it
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
        long jobId,
        @Nullable String authorName,
        String fallbackName,
        @Nullable Instant created) {
    /** Who wrote the message. */
    public enum Author {
        HUMAN,
        BOT,
        /** A context break or a command: neither a user message nor a reply. */
        NOTE
    }

    private static final Set<String> NOTE_AUTHORS = Set.of("chat_break", "command");

    static MessageNode read(JsonNode node) {
        var number = JsonFields.number(node.path("messageId"));
        var id = number == null ? JsonFields.numberOfGlobalId(node.path("id"), "Message") : number;
        var bot = node.path("bot");
        var author = node.path("author").asText("");
        var botName = JsonFields.word(bot.path("displayName"));
        return new MessageNode(
                id == null ? 0 : id,
                JsonFields.word(node.path("messageCode")),
                author(node, author),
                node.path("text").asText(""),
                node.path("state").asText(""),
                node.path("messageStateText").asText(""),
                JsonFields.word(node.path("clientNonce")),
                JsonFields.number(node.path("textLengthOnCancellation")),
                attachments(node.path("attachments")),
                suggestions(node.path("followupActions")),
                JsonFields.word(bot.path("handle")),
                JsonFields.numberOrZero(node.path("responsibleJob").path("jobId")),
                authorName(node, author),
                botName != null ? botName : author.isBlank() ? "bot" : author,
                JsonFields.time(node.path("creationTime")));
    }

    private static Author author(JsonNode node, String author) {
        if (NOTE_AUTHORS.contains(author)) {
            return Author.NOTE;
        }
        return author.equals("human") || (author.isEmpty() && isFromUser(node)) ? Author.HUMAN : Author.BOT;
    }

    /** The newest builds leave the author empty; a message with a nonce or a user is then a user's. */
    private static boolean isFromUser(JsonNode node) {
        boolean hasUser =
                node.path("clientNonce").isTextual() || node.path("authorUser").isObject();
        return hasUser && !node.path("bot").isObject();
    }

    private static @Nullable String authorName(JsonNode node, String author) {
        if (author.equals("human")) {
            return "user";
        }
        var handle = NOTE_AUTHORS.contains(author) ? author : BotReader.handle(node.path("bot"));
        if (handle == null && author.isBlank() && isFromUser(node)) {
            return "user";
        }
        // "pacarana" is the site's name for all server bots.
        return handle == null && !author.isBlank() && !author.equals("pacarana") ? author : handle;
    }

    private static List<Attachment> attachments(JsonNode list) {
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
                        url,
                        JsonFields.number(file.path("size"))));
            }
        }
        return attachments;
    }

    private static @Nullable List<String> suggestions(JsonNode actions) {
        return !actions.isArray()
                ? null
                : actions.valueStream()
                        .flatMap(action -> Stream.of("sendText", "bodyText", "titleText")
                                .map(field -> JsonFields.word(action.path(field)))
                                .filter(Objects::nonNull)
                                .limit(1))
                        .toList();
    }

    public boolean fromBot() {
        return author == Author.BOT;
    }

    /**
     * Empty without a number.
     *
     * @param chatBot handle of the chat's bot, for builds that give no author
     */
    public Optional<Message> message(@Nullable String chatBot, URI baseUrl) {
        String botName = chatBot == null ? fallbackName : chatBot;
        return messageId == 0
                ? Optional.empty()
                : Optional.of(new Message(
                        messageId,
                        messageCode,
                        authorName == null ? botName : authorName,
                        shownText(),
                        state.isBlank() ? "complete" : state,
                        created == null ? Instant.EPOCH : created,
                        absolute(attachments, baseUrl)));
    }

    /** A cancelled reply is cut to the length that was shown. */
    private String shownText() {
        Long shown = lengthOnCancellation;
        return state.equals("cancelled") && shown != null && shown >= 0 && shown < text.length()
                ? text.substring(0, shown.intValue())
                : text;
    }

    /** The attachments with complete URLs. */
    public static List<Attachment> absolute(List<Attachment> attachments, URI baseUrl) {
        return attachments.stream()
                .map(file ->
                        new Attachment(file.name(), file.mimeType(), baseUrl.resolve(file.url()), file.sizeBytes()))
                .toList();
    }
}
