package dev.poemcp.poe.site.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A persisted query of the site: its name, its hash and the variables that this hash wants belong together.
 *
 * @param template the variables, see {@link VariablesTemplate}
 */
public record Query(String name, String hash, JsonNode template) {
    /** @throws IllegalArgumentException when a value is of no JSON type */
    public ObjectNode variables(Map<String, ?> values) {
        return VariablesTemplate.fill(template, values);
    }
}
