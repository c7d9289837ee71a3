package dev.poemcp.poe.site.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A persisted query of the site: name, hash and the variables that this hash needs.
 *
 * @param template the variables, see {@link VariablesTemplate}
 * @param backend the query's own value of the header {@code poegraphql}; null: the gate's
 * @param firstPageOnly whether it returns only the first page of a list, without a cursor
 */
public record Query(
        String name,
        String hash,
        JsonNode template,
        @Nullable String backend,
        boolean firstPageOnly) {
    /** @throws IllegalArgumentException if a value has no JSON type */
    public ObjectNode variables(Map<String, ?> values) {
        return VariablesTemplate.fill(template, values);
    }
}
