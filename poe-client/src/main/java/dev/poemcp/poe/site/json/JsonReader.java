package dev.poemcp.poe.site.json;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads what a caller needs from the {@code data} of a response. */
@FunctionalInterface
public interface JsonReader<T> {
    T read(JsonNode data);
}
