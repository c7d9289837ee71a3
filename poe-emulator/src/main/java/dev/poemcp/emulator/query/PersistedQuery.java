package dev.poemcp.emulator.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A persisted query of one hash.
 *
 * @param operation our name of the operation, e.g. {@code sendMessage}
 * @param name the site's name of it
 * @param kind {@code query} or {@code mutation}
 */
public record PersistedQuery(
        String operation, String name, String kind, String hash, List<VariableRule> variables, Selection selection) {
    PersistedQuery withHash(String value) {
        return new PersistedQuery(operation, name, kind, value, variables, selection);
    }

    /** The same with one more variable, of any type but required. */
    PersistedQuery withVariable(String variableName) {
        var more = new ArrayList<>(variables);
        more.add(VariableRule.anyValue(variableName));
        return new PersistedQuery(operation, name, kind, hash, List.copyOf(more), selection);
    }

    public List<String> variableNames() {
        return variables.stream().map(VariableRule::name).toList();
    }

    /** Whether it changes the account; subscribing does not, although it is a mutation. */
    public boolean writes() {
        return kind.equals("mutation") && !operation.equals("subscribe");
    }

    /** Whether these are exactly the variables of this query, each of its type. */
    public boolean accepts(ObjectNode given) {
        for (var rule : variables) {
            if (!rule.accepts(given.get(rule.name()))) {
                return false;
            }
        }
        return given.properties().stream()
                .allMatch(
                        entry -> variables.stream().anyMatch(rule -> rule.name().equals(entry.getKey())));
    }
}
