package dev.poemcp.poe.site.negotiation;

import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.Query;
import dev.poemcp.poe.site.profile.SignatureRecipe;
import dev.poemcp.poe.site.profile.SiteBuild;
import dev.poemcp.poe.site.profile.SubscriptionQuery;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ranks the known builds by similarity to the site, judged by the queries it has accepted and refused. Only an order
 * of attempts for what is not known yet: a request that may be sent once only must be right at the first attempt.
 */
public final class BuildRanking {
    private final List<SiteBuild> builds;
    private final Map<Operation, String> accepted = new EnumMap<>(Operation.class);
    private final Set<String> unknownHashes = new HashSet<>();
    private @Nullable SignatureRecipe tag;
    private @Nullable List<SubscriptionQuery> subscriptions;

    /** Null after what is known has changed; every request asks for it. */
    private @Nullable List<SiteBuild> ranked;

    /** @param builds newest first */
    public BuildRanking(List<SiteBuild> builds) {
        this.builds = builds;
    }

    synchronized void accepted(Operation operation, String hash) {
        boolean isNew = !hash.equals(accepted.put(operation, hash));
        if (unknownHashes.remove(hash) || isNew) {
            ranked = null;
        }
    }

    synchronized void unknown(String hash) {
        if (unknownHashes.add(hash)) {
            ranked = null;
        }
    }

    synchronized void accepted(SignatureRecipe recipe) {
        if (!recipe.equals(tag)) {
            tag = recipe;
            ranked = null;
        }
    }

    synchronized void accepted(List<SubscriptionQuery> set) {
        if (!set.equals(subscriptions)) {
            subscriptions = set;
            ranked = null;
        }
    }

    /** Whether the likeliest builds have different queries for the operation, so that the right one is unknown. */
    synchronized boolean isAmbiguous(Operation operation) {
        int best = builds.stream().mapToInt(this::score).max().orElse(0);
        return builds.stream()
                        .filter(build -> score(build) == best)
                        .map(build -> first(build, operation))
                        .distinct()
                        .count()
                > 1;
    }

    /** The builds, likeliest first, then newest first. */
    synchronized List<SiteBuild> ranked() {
        List<SiteBuild> known = ranked;
        if (known == null) {
            known = builds.stream()
                    .sorted(Comparator.comparingInt(this::score).reversed())
                    .toList();
            ranked = known;
        }
        return known;
    }

    private int score(SiteBuild build) {
        int score = 0;
        for (Map.Entry<Operation, String> evidence : accepted.entrySet()) {
            score += first(build, evidence.getKey()).equals(evidence.getValue()) ? 1 : -1;
        }
        for (Operation operation : Operation.values()) {
            score -= unknownHashes.contains(first(build, operation)) ? 1 : 0;
        }
        if (tag != null) {
            score += build.tag().equals(tag) ? 1 : -1;
        }
        if (subscriptions != null) {
            score += build.subscriptions().contains(subscriptions) ? 1 : -1;
        }
        return score;
    }

    private static String first(SiteBuild build, Operation operation) {
        return build.queries(operation).stream().findFirst().map(Query::hash).orElse("");
    }
}
