package dev.poemcp.poe.site.profile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All builds of the site that are known, newest first, and what a user said about them.
 *
 * @param overridden operations whose query the user named: for these there are no alternatives
 */
public record SiteProfile(List<SiteBuild> builds, Set<Operation> overridden) {
    public SiteProfile {
        if (builds.isEmpty()) {
            throw new IllegalArgumentException("a profile without builds");
        }
        builds = List.copyOf(builds);
        overridden = Set.copyOf(overridden);
    }

    /**
     * The built-in profile, with the user's file laid over it when there is one.
     *
     * @throws ProfileException when the file cannot be read or makes no sense
     */
    public static SiteProfile load(@Nullable Path override) throws ProfileException {
        return new ProfileReader().read(override);
    }

    /**
     * What to ask for an operation, best first: the present build's query, then those of other builds, newest first.
     * Names, hashes and variables travel together.
     */
    public List<Query> alternatives(Operation operation, SiteBuild present) {
        Map<String, Query> byHash = new LinkedHashMap<>();
        List<SiteBuild> order = new ArrayList<>(List.of(present));
        if (!overridden.contains(operation)) {
            order.addAll(builds);
        }
        order.forEach(build -> build.queries(operation).forEach(query -> byHash.putIfAbsent(query.hash(), query)));
        return List.copyOf(byHash.values());
    }

    /** Sets of subscriptions, best first, as for {@link #alternatives}; each set once. */
    public List<List<SubscriptionQuery>> subscriptionSets(SiteBuild present) {
        List<List<SubscriptionQuery>> sets = new ArrayList<>(present.subscriptions());
        builds.forEach(build -> sets.addAll(build.subscriptions()));
        return sets.stream().distinct().toList();
    }
}
