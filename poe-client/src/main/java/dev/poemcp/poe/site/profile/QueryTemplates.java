package dev.poemcp.poe.site.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the operation and the variables for a query whose id is new: an operation keeps its name, and usually its
 * variables (docs/poe-protocol.md §8.3).
 */
public final class QueryTemplates {
    private final Map<String, Operation> operations = new HashMap<>();
    private final SiteProfile profile;

    public QueryTemplates(SiteProfile profile) {
        this.profile = profile;
        for (Operation operation : Operation.values()) {
            known(operation).forEach(query -> operations.putIfAbsent(key(query.name()), operation));
        }
    }

    private List<Query> known(Operation operation) {
        return profile.builds().stream()
                .flatMap(build -> build.queries(operation).stream())
                .distinct()
                .toList();
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The operation that a build calls so; the case does not matter. */
    public Optional<Operation> operation(String queryName) {
        return Optional.ofNullable(operations.get(key(queryName)));
    }

    /**
     * Variables for a new id.
     *
     * @param query with the template of the known query that is closest, without the variables that are gone
     * @param added names of variables that no template has, so that their values are unknown
     * @param dropped names of variables that are gone
     */
    public record Fit(Query query, Set<String> added, Set<String> dropped) {
        public boolean isExact() {
            return added.isEmpty() && dropped.isEmpty();
        }
    }

    /**
     * @param variables the variables of the new id; null if unknown: those of the newest known query
     * @return empty if the profile has no query for the operation
     */
    public Optional<Fit> fit(Operation operation, String name, String hash, @Nullable Set<String> variables) {
        List<Query> known = known(operation);
        var same = known.stream().filter(query -> query.hash().equals(hash)).findFirst();
        if (same.isPresent()) {
            // Its variables are known to work.
            return same.map(query -> new Fit(query, Set.of(), Set.of()));
        }
        return known.stream()
                .map(query -> fit(query, name, hash, variables))
                // The first of equals is from the newest build.
                .min(Comparator.comparingInt(
                        fit -> fit.added().size() + fit.dropped().size()));
    }

    private static Fit fit(Query known, String name, String hash, @Nullable Set<String> variables) {
        ObjectNode template = known.template().deepCopy();
        Set<String> added = new LinkedHashSet<>();
        Set<String> dropped = new LinkedHashSet<>();
        if (variables != null) {
            added.addAll(variables);
            template.properties().forEach(field -> {
                if (!variables.contains(field.getKey()) && !isOptional(field.getValue())) {
                    dropped.add(field.getKey());
                }
            });
            template.fieldNames().forEachRemaining(added::remove);
            template.remove(dropped);
        }
        return new Fit(new Query(name, hash, template, known.backend(), known.firstPageOnly()), added, dropped);
    }

    private static boolean isOptional(JsonNode value) {
        return value.isTextual()
                && value.textValue().startsWith("$")
                && value.textValue().endsWith("?");
    }
}
