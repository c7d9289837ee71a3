package dev.poemcp.poe.site.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a Relay connection: {@code {edges[].node, pageInfo}}.
 *
 * @param next cursor of the page that follows in the direction of reading; null at the end
 */
public record RelayConnection<T>(List<T> items, @Nullable String next) {
    /** @param hasMore null if the site does not say */
    public static <T> RelayConnection<T> of(List<T> items, @Nullable String cursor, @Nullable Boolean hasMore) {
        return new RelayConnection<>(items, items.isEmpty() || Boolean.FALSE.equals(hasMore) ? null : cursor);
    }

    /**
     * Reads a list from its start; empty if there is none.
     *
     * @param reader returns empty for nodes to skip
     */
    static <T> Optional<RelayConnection<T>> forward(JsonNode connection, Function<JsonNode, Optional<T>> reader) {
        return connection.path("edges").isArray()
                ? Optional.of(read(connection, reader, "endCursor", "hasNextPage"))
                : Optional.empty();
    }

    /** Reads a list from its end; one without entries if there is none. */
    static <T> RelayConnection<T> backward(JsonNode connection, Function<JsonNode, Optional<T>> reader) {
        return read(connection, reader, "startCursor", "hasPreviousPage");
    }

    private static <T> RelayConnection<T> read(
            JsonNode connection, Function<JsonNode, Optional<T>> reader, String cursor, String hasMore) {
        List<T> items = new ArrayList<>();
        connection.path("edges").forEach(edge -> reader.apply(edge.path("node")).ifPresent(items::add));
        var info = connection.path("pageInfo");
        // Some lists use numeric cursors.
        var next = info.path(cursor).isNumber() ? info.path(cursor).asText() : JsonFields.word(info.path(cursor));
        return of(items, next, JsonFields.flag(info.path(hasMore)));
    }

    /** @param mapper returns empty for entries to skip */
    public <R> RelayConnection<R> map(Function<T, Optional<R>> mapper) {
        return of(items.stream().map(mapper).flatMap(Optional::stream).toList(), next, null);
    }

    /** @param cursor of this page; null for the first */
    public boolean isLast(@Nullable String cursor) {
        return next == null || next.equals(cursor);
    }
}
