package dev.poemcp.emulator.query;

import dev.poemcp.emulator.control.PersistedQueries;
import java.util.List;
import java.util.Optional;

/** The queries and subscriptions of a build with the hashes and variables that they have now. */
public final class CurrentQueries {
    private final BuildData build;
    private final PersistedQueries persisted;

    public CurrentQueries(BuildData build, PersistedQueries persisted) {
        this.build = build;
        this.persisted = persisted;
    }

    /** The query that now has this hash; empty if there is none or if it is forgotten. */
    public Optional<PersistedQuery> find(String hash) {
        return build.queries().stream()
                .filter(query ->
                        persisted.current(query.operation(), query.hash()).equals(hash))
                .filter(query -> !persisted.forgot(query.operation(), query.hash()))
                .findFirst()
                .map(this::asNow);
    }

    /** Our name of the operation that has this hash now or has it in its build, forgotten or not. */
    public Optional<String> operationOf(String hash) {
        return build.queries().stream()
                .filter(query -> query.hash().equals(hash)
                        || persisted.current(query.operation(), query.hash()).equals(hash))
                .findFirst()
                .map(PersistedQuery::operation);
    }

    /** All queries as they are now, forgotten ones too. */
    public List<PersistedQuery> all() {
        return build.queries().stream().map(this::asNow).toList();
    }

    /** The fields that this subscription selects under this hash; empty if it does not have the hash now. */
    public Optional<Selection> selection(Subscription subscription, String hash) {
        return subscription.selections().entrySet().stream()
                .filter(entry ->
                        persisted.current(subscription.name(), entry.getKey()).equals(hash))
                .filter(entry -> !persisted.forgot(subscription.name(), entry.getKey()))
                .findFirst()
                .map(entry -> entry.getValue());
    }

    /** The hash of this subscription that a browser sends now. */
    public String newestHash(Subscription subscription) {
        var inBuild = subscription.selections().keySet().stream().sorted().findFirst();
        return persisted.current(subscription.name(), inBuild.orElseThrow());
    }

    private PersistedQuery asNow(PersistedQuery query) {
        var now = query.withHash(persisted.current(query.operation(), query.hash()));
        return persisted.addedVariable(query.operation()).map(now::withVariable).orElse(now);
    }
}
