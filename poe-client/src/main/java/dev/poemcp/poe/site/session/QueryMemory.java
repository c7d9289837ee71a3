package dev.poemcp.poe.site.session;

import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which of an operation's alternatives the site took last. */
final class QueryMemory {
    private final Map<Operation, Query> worked = new ConcurrentHashMap<>();

    void worked(Operation operation, Query query) {
        worked.put(operation, query);
    }

    /** The same alternatives, the one that worked first. */
    List<Query> order(Operation operation, List<Query> alternatives) {
        var remembered = worked.get(operation);
        if (remembered == null || !alternatives.contains(remembered)) {
            return alternatives;
        }
        List<Query> ordered = new ArrayList<>(alternatives);
        ordered.remove(remembered);
        ordered.add(0, remembered);
        return ordered;
    }
}
