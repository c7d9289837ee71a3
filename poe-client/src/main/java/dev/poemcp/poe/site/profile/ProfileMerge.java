package dev.poemcp.poe.site.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * JSON merge patch (RFC 7386), with one exception: {@code variables} is replaced as a whole, because a null in it
 * means the value null and templates cannot be merged.
 */
final class ProfileMerge {
    private static final String WHOLE = "variables";

    private ProfileMerge() {}

    /** Changes neither argument. */
    static ObjectNode merge(ObjectNode target, JsonNode patch) {
        var merged = target.deepCopy();
        for (var field : patch.properties()) {
            var name = field.getKey();
            var value = field.getValue();
            if (value.isNull()) {
                merged.remove(name);
            } else if (value.isObject() && !name.equals(WHOLE) && merged.get(name) instanceof ObjectNode current) {
                merged.set(name, merge(current, value));
            } else {
                merged.set(name, value.deepCopy());
            }
        }
        return merged;
    }
}
