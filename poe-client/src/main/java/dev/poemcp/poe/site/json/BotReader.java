package dev.poemcp.poe.site.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.Bot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads bots. Known from: protocol reference 7.1. */
public final class BotReader {
    private BotReader() {}

    /** Empty when the node is no bot: without a handle, or without a number. */
    public static Optional<Bot> read(JsonNode node) {
        var handle = handle(node);
        var number = Fields.number(node.path("botId"));
        var botId = number == null ? Fields.numberOfGlobalId(node.path("id"), "Bot") : number;
        if (handle == null || botId == null) {
            return Optional.empty();
        }
        var displayName = Fields.word(node.path("displayName"));
        return Optional.of(new Bot(
                botId,
                handle,
                displayName == null ? handle : displayName,
                Fields.word(node.path("model")),
                Fields.text(node.path("description")),
                Fields.word(node.path("poweredBy")),
                Fields.word(node.path("introduction")),
                Fields.words(node.path("translatedBotTags")),
                Fields.uri(node.path("picture").path("url")),
                price(node),
                Fields.flag(node.path("isCreatedByPoeUserAccount"))));
    }

    static @Nullable String handle(JsonNode node) {
        var handle = Fields.word(node.path("handle"));
        return handle == null ? Fields.word(node.path("nullableHandle")) : handle;
    }

    /** Since July 2025 mostly not told. */
    private static @Nullable Long price(JsonNode node) {
        var shown = Fields.number(node.path("messagePointLimit").path("displayMessagePointPrice"));
        return shown == null ? Fields.number(node.path("botPricing").path("standardMessagePrice")) : shown;
    }
}
