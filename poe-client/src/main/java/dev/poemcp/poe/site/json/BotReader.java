package dev.poemcp.poe.site.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.Bot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads bots. Source: docs/poe-protocol.md §7.1. */
public final class BotReader {
    private BotReader() {}

    /** Empty if the node is not a bot: without handle or number. */
    public static Optional<Bot> read(JsonNode node) {
        var handle = handle(node);
        var number = JsonFields.number(node.path("botId"));
        var botId = number == null ? JsonFields.numberOfGlobalId(node.path("id"), "Bot") : number;
        if (handle == null || botId == null) {
            return Optional.empty();
        }
        var displayName = JsonFields.word(node.path("displayName"));
        return Optional.of(new Bot(
                botId,
                handle,
                displayName == null ? handle : displayName,
                JsonFields.word(node.path("model")),
                JsonFields.text(node.path("description")),
                JsonFields.word(node.path("poweredBy")),
                JsonFields.word(node.path("introduction")),
                JsonFields.words(node.path("translatedBotTags")),
                JsonFields.uri(node.path("picture").path("url")),
                price(node),
                JsonFields.flag(node.path("isCreatedByPoeUserAccount"))));
    }

    static @Nullable String handle(JsonNode node) {
        var handle = JsonFields.word(node.path("handle"));
        return handle == null ? JsonFields.word(node.path("nullableHandle")) : handle;
    }

    /** Usually missing since July 2025. */
    private static @Nullable Long price(JsonNode node) {
        var shown = JsonFields.number(node.path("messagePointLimit").path("displayMessagePointPrice"));
        return shown == null ? JsonFields.number(node.path("botPricing").path("standardMessagePrice")) : shown;
    }
}
