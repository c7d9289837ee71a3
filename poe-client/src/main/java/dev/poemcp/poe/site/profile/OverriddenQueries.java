package dev.poemcp.poe.site.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code queries} of a user's file. A query may have the name from any build, with either case of the first
 * letter, or our own key.
 */
final class OverriddenQueries {
    private static final String HASH = "hash";

    private final Map<Operation, ObjectNode> patches = new EnumMap<>(Operation.class);

    private OverriddenQueries() {}

    static OverriddenQueries of(@Nullable JsonNode queries, @Nullable JsonNode builds) throws ProfileException {
        var overridden = new OverriddenQueries();
        if (queries == null || queries.isNull()) {
            return overridden;
        }
        if (!queries.isObject()) {
            throw new ProfileException("In the site profile, queries is not an object.");
        }
        for (var query : queries.properties()) {
            var operation = find(query.getKey(), builds);
            if (operation == null) {
                throw new ProfileException("The site profile names the query \"" + query.getKey()
                        + "\", which no known build of the site has. Names are like SendMessageMutation.");
            }
            if (!(query.getValue() instanceof ObjectNode patch)) {
                throw new ProfileException(
                        "In the site profile, queries." + query.getKey() + " is not an object with a hash.");
            }
            overridden.patches.put(operation, patch);
        }
        return overridden;
    }

    Set<Operation> operations() {
        return patches.keySet();
    }

    /** The build with its queries replaced by the user's, which have no alternatives. */
    ObjectNode applyTo(ObjectNode build) {
        var merged = build;
        for (var patch : patches.entrySet()) {
            var query = patch.getValue().deepCopy();
            if (query.has(HASH)) {
                query.putNull("alternatives");
            }
            var key = patch.getKey().key();
            merged = ProfileMerge.merge(merged, wrap("queries", wrap(key, query)));
        }
        return merged;
    }

    private static ObjectNode wrap(String name, JsonNode value) {
        return JsonNodeFactory.instance.objectNode().set(name, value);
    }

    private static @Nullable Operation find(String name, @Nullable JsonNode builds) {
        for (var operation : Operation.values()) {
            if (operation.key().equals(name)) {
                return operation;
            }
        }
        if (builds == null) {
            return null;
        }
        for (var build : builds) {
            for (var query : build.path("queries").properties()) {
                if (lowerFirst(query.getValue().path("name").asText()).equals(lowerFirst(name))) {
                    return find(query.getKey(), null);
                }
            }
        }
        return null;
    }

    private static String lowerFirst(String name) {
        return name.isEmpty() ? name : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
