package dev.poemcp.emulator.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A query's variables, whose names and types were checked before. */
record Variables(ObjectNode values) {
    JsonNode node(String name) {
        return values.path(name);
    }

    String text(String name) {
        return values.path(name).asText();
    }

    Optional<String> optionalText(String name) {
        return values.hasNonNull(name) ? Optional.of(values.path(name).asText()) : Optional.empty();
    }

    long number(String name) {
        return values.path(name).asLong();
    }

    OptionalLong optionalNumber(String name) {
        return values.hasNonNull(name) ? OptionalLong.of(values.path(name).asLong()) : OptionalLong.empty();
    }

    boolean flag(String name) {
        return values.path(name).asBoolean();
    }

    List<Long> numbers(String name) {
        var numbers = new ArrayList<Long>();
        values.path(name).forEach(node -> numbers.add(node.asLong()));
        return numbers;
    }

    List<String> texts(String name) {
        var texts = new ArrayList<String>();
        values.path(name).forEach(node -> texts.add(node.asText()));
        return texts;
    }

    /** The requested number of entries per page, limited to 1 to 200. */
    int pageSize() {
        return pageSize(1);
    }

    /** As {@link #pageSize()}; {@code otherwise} if the query has no such variable. */
    int pageSize(int otherwise) {
        return values.has("count") ? (int) Math.max(1, Math.min(200, number("count"))) : otherwise;
    }
}
