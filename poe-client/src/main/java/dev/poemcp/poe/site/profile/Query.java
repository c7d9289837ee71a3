package dev.poemcp.poe.site.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A persisted query of the site: its name, its hash and the variables that this hash wants belong together.
 *
 * @param template the variables, see {@link VariablesTemplate}
 * @param backend value of the header {@code poegraphql}, where the query has one of its own; null: the gate's
 * @param firstPageOnly whether it gives a list's first page alone, and takes no cursor
 */
public record Query(
        String name,
        String hash,
        JsonNode template,
        @Nullable String backend,
        boolean firstPageOnly) {
    /** @throws IllegalArgumentException when a value is of no JSON type */
    public ObjectNode variables(Map<String, ?> values) {
        return VariablesTemplate.fill(template, values);
    }
}
