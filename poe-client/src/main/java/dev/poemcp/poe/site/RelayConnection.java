package dev.poemcp.poe.site;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.json.JsonFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads Relay connections: {@code {edges[].node, pageInfo}}. */
final class RelayConnection {
    private RelayConnection() {}

    /**
     * @param reader returns empty for nodes to skip
     * @throws PoeException if there is no list
     */
    static <T> PageAssembler.ListPage<T> read(JsonNode connection, Function<JsonNode, Optional<T>> reader) {
        if (!connection.path("edges").isArray()) {
            throw new PoeException(new PoeFailure.UnexpectedResponse(
                    "poe.com's answer holds no list where one should be.", Spend.NONE));
        }
        List<T> items = new ArrayList<>();
        for (var edge : connection.path("edges")) {
            reader.apply(edge.path("node")).ifPresent(items::add);
        }
        var info = connection.path("pageInfo");
        return new PageAssembler.ListPage<>(
                items, cursor(info.path("endCursor")), JsonFields.flag(info.path("hasNextPage")));
    }

    /** Some lists use numeric cursors. */
    private static @Nullable String cursor(JsonNode cursor) {
        return cursor.isNumber() ? cursor.asText() : JsonFields.word(cursor);
    }
}
