package dev.poemcp.poe.site.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.Bot;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads bots. Source: docs/poe-protocol.md §7.1. */
public final class BotReader {
    private BotReader() {}

    /**
     * The bot in a response about one bot.
     *
     * @param handle of the bot, for builds that do not return it
     * @throws PoeException {@link PoeFailure.NotFound}; {@link PoeFailure.UnexpectedResponse} without the bot's number
     */
    public static Bot ofHandle(JsonNode data, String handle) {
        var node = data.path("bot");
        if (!node.isObject()) {
            throw new PoeException(new PoeFailure.NotFound(PoeFailure.Subject.BOT, handle));
        }
        boolean hasHandle =
                node.path("handle").isTextual() || node.path("nullableHandle").isTextual();
        return read(node, hasHandle ? handle(node) : handle)
                .orElseThrow(() -> new PoeException(new PoeFailure.UnexpectedResponse(
                        "poe.com's answer about the bot \"" + handle + "\" does not say its number.", Spend.NONE)));
    }

    /** The price table of a bot, Markdown; empty if it has none. Source: docs/poe-protocol.md §4.3. */
    public static Optional<String> rateCard(JsonNode data) {
        return Optional.ofNullable(
                JsonFields.word(data.path("botById").path("botPricing").path("rateMenuMarkdown")));
    }

    /** The bots found by a search; empty if there is no list. */
    public static Optional<RelayConnection<Bot>> found(JsonNode data) {
        return RelayConnection.forward(data.path("searchEntityConnection"), BotReader::read);
    }

    /** The bots of a category; empty if there is no list. */
    public static Optional<RelayConnection<Bot>> explored(JsonNode data) {
        return RelayConnection.forward(data.path("exploreBotsConnection"), BotReader::read);
    }

    /** The names of all categories; empty if there is no list. */
    public static Optional<List<String>> categories(JsonNode data) {
        var categories = data.path("exploreBotsCategoryObjects");
        return categories.isNull() || categories.isMissingNode()
                ? Optional.empty()
                : Optional.of(categories
                        .valueStream()
                        .map(category -> JsonFields.word(category.path("categoryName")))
                        .filter(Objects::nonNull)
                        .toList());
    }

    /** Empty if the node is not a bot: without handle or number. */
    static Optional<Bot> read(JsonNode node) {
        return read(node, handle(node));
    }

    private static Optional<Bot> read(JsonNode node, @Nullable String handle) {
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
