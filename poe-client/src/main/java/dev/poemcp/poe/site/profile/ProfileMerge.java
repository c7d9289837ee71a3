package dev.poemcp.poe.site.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * JSON merge patch (RFC 7386), with one exception: {@code variables} is replaced whole, since a null in it means the
 * value null and half an old template under a new one means nothing.
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
            } else if (value.isObject() && !name.equals(WHOLE) && merged.get(name) instanceof ObjectNode below) {
                merged.set(name, merge(below, value));
            } else {
                merged.set(name, value.deepCopy());
            }
        }
        return merged;
    }
}
