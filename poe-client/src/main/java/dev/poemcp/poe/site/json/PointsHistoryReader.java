package dev.poemcp.poe.site.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.Points;
import java.util.Optional;

/** Reads the account's points history. Source: docs/poe-protocol.md §4.3. */
public final class PointsHistoryReader {
    private PointsHistoryReader() {}

    /** Rows, newest first; empty if there is no list. */
    public static Optional<RelayConnection<Points.Entry>> history(JsonNode data) {
        return RelayConnection.forward(
                data.path("viewer").path("pointsHistoryConnection"), node -> Optional.of(entry(node)));
    }

    private static Points.Entry entry(JsonNode node) {
        var bot = node.path("bot");
        var handle = BotReader.handle(bot);
        return new Points.Entry(
                null,
                JsonFields.time(node.path("creationTime")),
                handle == null ? JsonFields.word(bot.path("displayName")) : handle,
                JsonFields.number(node.path("pointCost")),
                null,
                null,
                null);
    }
}
