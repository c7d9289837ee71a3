package dev.poemcp.poe.site.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.Chat;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads chats. Source: docs/poe-protocol.md §7.3. */
public final class ChatReader {
    private final URI baseUrl;

    public ChatReader(URI baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** The list of chats in a response's data; its name differs between the history queries. */
    public static JsonNode list(JsonNode data) {
        return data.has("chats") ? data.path("chats") : data.path("filteredChats");
    }

    public static @Nullable Long id(JsonNode node) {
        var number = JsonFields.number(node.path("chatId"));
        return number == null ? JsonFields.numberOfGlobalId(node.path("id"), "Chat") : number;
    }

    public static @Nullable String code(JsonNode node) {
        return JsonFields.word(node.path("chatCode"));
    }

    /** Empty if the node is not a chat: without number or code. */
    public Optional<Chat> read(JsonNode node) {
        var chatId = id(node);
        var chatCode = code(node);
        return chatId == null || chatCode == null ? Optional.empty() : Optional.of(chat(chatId, chatCode, node));
    }

    /** A chat with the given number and code, and the other fields from the node. */
    public Chat chat(long chatId, String chatCode, JsonNode node) {
        return new Chat(
                chatId,
                chatCode,
                JsonFields.word(node.path("title")),
                baseUrl.resolve("/chat/" + chatCode),
                BotReader.handle(node.path("defaultBotObject")),
                JsonFields.time(node.path("lastInteractionTime")));
    }
}
