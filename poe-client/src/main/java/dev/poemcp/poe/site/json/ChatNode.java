package dev.poemcp.poe.site.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.Chat;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A chat as responses contain it (docs/poe-protocol.md §7.3). Every field may be missing.
 *
 * @param selectsTitle whether there is a title, which may be null
 */
public record ChatNode(
        @Nullable Long chatId,
        @Nullable String chatCode,
        @Nullable String title,
        boolean selectsTitle,
        @Nullable String bot,
        @Nullable Instant lastInteraction) {
    static ChatNode read(JsonNode node) {
        var number = JsonFields.number(node.path("chatId"));
        return new ChatNode(
                number == null ? JsonFields.numberOfGlobalId(node.path("id"), "Chat") : number,
                JsonFields.word(node.path("chatCode")),
                JsonFields.word(node.path("title")),
                node.has("title"),
                BotReader.handle(node.path("defaultBotObject")),
                JsonFields.time(node.path("lastInteractionTime")));
    }

    /** The chats of the history, whose name differs between its queries; empty if there is no list. */
    public static Optional<RelayConnection<ChatNode>> history(JsonNode data) {
        var chats = data.has("chats") ? data.path("chats") : data.path("filteredChats");
        return RelayConnection.forward(chats, node -> Optional.of(read(node)));
    }

    /** Empty without number or code. */
    public Optional<Chat> chat(URI baseUrl) {
        return chatId == null || chatCode == null ? Optional.empty() : Optional.of(chat(chatId, chatCode, baseUrl));
    }

    /** A chat with the given number and code, and the other fields from the node. */
    public Chat chat(long knownId, String knownCode, URI baseUrl) {
        return new Chat(knownId, knownCode, title, baseUrl.resolve("/chat/" + knownCode), bot, lastInteraction);
    }
}
