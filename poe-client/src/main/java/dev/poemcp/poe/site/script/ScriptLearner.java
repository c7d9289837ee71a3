package dev.poemcp.poe.site.script;

import dev.poemcp.poe.site.negotiation.LearnedSite;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.Query;
import dev.poemcp.poe.site.profile.QueryTemplates;
import dev.poemcp.poe.site.profile.SiteProfile;
import dev.poemcp.poe.site.profile.SubscriptionQuery;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Learns the present ids of known operations and subscriptions from the site's scripts. Not thread-safe. */
public final class ScriptLearner {
    private static final String SUBSCRIPTION_PREFIX = "subscriptions_";
    private static final String SUBSCRIPTION_SUFFIX = "_Subscription";
    /** Ids for one name; more are no candidates but noise. */
    private static final int MAX_CANDIDATES = 8;

    private final QueryTemplates templates;
    private final Set<String> knownSubscriptions;
    private final Map<Operation, Map<String, RelayArtifact>> candidates = new EnumMap<>(Operation.class);
    private final Map<String, String> subscriptions = new LinkedHashMap<>();

    public ScriptLearner(SiteProfile profile) {
        this.templates = new QueryTemplates(profile);
        this.knownSubscriptions = profile.builds().stream()
                .flatMap(build -> build.subscriptions().stream())
                .flatMap(List::stream)
                .map(SubscriptionQuery::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    public void script(String text) {
        RelayArtifacts.in(text).forEach(this::artifact);
    }

    private void artifact(RelayArtifact artifact) {
        String name = artifact.name();
        if (name.startsWith(SUBSCRIPTION_PREFIX) && name.endsWith(SUBSCRIPTION_SUFFIX)) {
            int end = Math.max(SUBSCRIPTION_PREFIX.length(), name.length() - SUBSCRIPTION_SUFFIX.length());
            String event = name.substring(SUBSCRIPTION_PREFIX.length(), end);
            if (knownSubscriptions.contains(event)) {
                subscriptions.put(event, artifact.id());
            }
            return;
        }
        templates.operation(name).ifPresent(operation -> {
            var found = candidates.computeIfAbsent(operation, unused -> new LinkedHashMap<>());
            if (found.size() < MAX_CANDIDATES) {
                found.putIfAbsent(artifact.id(), artifact);
            }
        });
    }

    /** Whether the scripts so far contain the operation, under whatever id but these. */
    boolean has(Operation operation, Set<String> hashes) {
        return !hashes.containsAll(candidates.getOrDefault(operation, Map.of()).keySet());
    }

    /** @param refused ids that the site does not know */
    public LearnedSite learned(Predicate<String> refused) {
        Map<Operation, Query> queries = new EnumMap<>(Operation.class);
        List<String> notes = new ArrayList<>();
        candidates.forEach((operation, found) -> best(
                        operation,
                        found.values().stream()
                                .filter(artifact -> !refused.test(artifact.id()))
                                .toList(),
                        notes)
                .ifPresent(query -> queries.put(operation, query)));
        var set = subscriptions.entrySet().stream()
                .map(entry -> new SubscriptionQuery(entry.getKey(), entry.getValue()))
                .toList();
        return new LearnedSite(queries, set, null, null, null, notes);
    }

    private Optional<Query> best(Operation operation, List<RelayArtifact> found, List<String> notes) {
        List<QueryTemplates.Fit> fits = found.stream()
                .map(artifact -> fit(operation, artifact))
                .flatMap(Optional::stream)
                .toList();
        List<QueryTemplates.Fit> exact =
                fits.stream().filter(QueryTemplates.Fit::isExact).toList();
        QueryTemplates.Fit best = exact.isEmpty() ? first(fits) : first(exact);
        boolean isAmbiguous = exact.isEmpty() ? fits.size() > 1 : exact.size() > 1;
        if (best == null) {
            return Optional.empty();
        }
        if (isAmbiguous && operation.effect().isSentOnce()) {
            notes.add("The site's scripts have " + fits.size() + " different ids for " + operation.key()
                    + ", so none is used.");
            return Optional.empty();
        }
        if (!best.added().isEmpty()) {
            notes.add("The site's " + operation.key() + " has new variables (" + String.join(", ", best.added())
                    + "), whose values are unknown.");
        }
        return Optional.of(best.query());
    }

    private Optional<QueryTemplates.Fit> fit(Operation operation, RelayArtifact artifact) {
        return templates.fit(operation, artifact.name(), artifact.id(), artifact.variables());
    }

    private static QueryTemplates.@Nullable Fit first(List<QueryTemplates.Fit> fits) {
        return fits.isEmpty() ? null : fits.get(0);
    }
}
