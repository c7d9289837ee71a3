package dev.poemcp.emulator.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields that a query selects, as a tree; written like {@code chat{id title} ...Bot}. A field that the entity does
 * not have is omitted, as with a union; null stays null.
 */
public final class Selection {
    private static final Pattern TOKEN = Pattern.compile("\\.\\.\\.(\\w+)|(\\w+)|([{}])");

    private final Map<String, Selection> fields = new LinkedHashMap<>();

    private Selection() {}

    /**
     * Parses a selection.
     *
     * @param fragments the selections of {@code ...Name}, by name
     */
    static Selection parse(String text, Map<String, String> fragments) {
        var selection = new Selection();
        selection.read(TOKEN.matcher(text), fragments);
        return selection;
    }

    /** The name of the first field, which is the root of a whole query. */
    public String root() {
        return fields.keySet().iterator().next();
    }

    /** The selected part of the entity. */
    public JsonNode of(JsonNode entity) {
        if (entity.isArray()) {
            var picked = JsonNodeFactory.instance.arrayNode();
            entity.forEach(element -> picked.add(of(element)));
            return picked;
        }
        if (!(entity instanceof ObjectNode object) || fields.isEmpty()) {
            return entity;
        }
        var picked = JsonNodeFactory.instance.objectNode();
        fields.forEach((name, nested) -> {
            var value = object.get(name);
            if (value != null) {
                picked.set(name, nested.of(value));
            }
        });
        return picked;
    }

    private void read(Matcher tokens, Map<String, String> fragments) {
        String last = "";
        while (tokens.find()) {
            if (tokens.group(1) != null) {
                var fragment = Objects.requireNonNull(fragments.get(tokens.group(1)), tokens.group(1));
                fields.putAll(parse(fragment, fragments).fields);
            } else if (tokens.group(2) != null) {
                last = tokens.group(2);
                fields.put(last, new Selection());
            } else if (tokens.group(3).equals("{")) {
                Objects.requireNonNull(fields.get(last)).read(tokens, fragments);
            } else {
                return;
            }
        }
    }
}
