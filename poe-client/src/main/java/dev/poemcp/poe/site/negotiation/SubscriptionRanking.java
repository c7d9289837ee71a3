package dev.poemcp.poe.site.negotiation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.poe.site.profile.SubscriptionQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Ranks sets of subscriptions: the last accepted one, then those with hashes from a browser or from scripts, then those
 * of the likeliest builds, largest first.
 */
public final class SubscriptionRanking {
    private static final String FACT = "subscriptions";
    /** How long a refused set is not tried again. */
    private static final Duration REFUSAL_LIFETIME = Duration.ofMinutes(10);
    /**
     * How long an accepted set comes first; then larger ones are tried again, whose refusal may have been transient.
     */
    private static final Duration ACCEPTANCE_LIFETIME = Duration.ofDays(1);

    private final ObjectMapper json = new ObjectMapper();
    private final BuildRanking builds;
    private final SiteKnowledge knowledge;

    public SubscriptionRanking(BuildRanking builds, SiteKnowledge knowledge) {
        this.builds = builds;
        this.knowledge = knowledge;
        known().stream().filter(this::isAccepted).findFirst().ifPresent(builds::accepted);
    }

    /** Without recently refused sets; may be empty. */
    public List<List<SubscriptionQuery>> ranked() {
        List<List<SubscriptionQuery>> sets = new ArrayList<>();
        List<List<SubscriptionQuery>> known = known();
        known.stream().filter(this::isAccepted).forEach(sets::add);
        known.stream().filter(set -> !sets.contains(set) && !isRefused(set)).forEach(sets::add);
        return sets;
    }

    /** Sets with learned hashes first, each as far as all of its hashes are known. */
    private List<List<SubscriptionQuery>> known() {
        List<List<SubscriptionQuery>> known = builds.ranked().stream()
                .flatMap(build -> build.subscriptions().stream())
                .distinct()
                .toList();
        return Stream.concat(
                        LearnedFacts.subscriptions(knowledge).stream().flatMap(hashes -> renewed(known, hashes)),
                        known.stream())
                .distinct()
                .toList();
    }

    private static Stream<List<SubscriptionQuery>> renewed(
            List<List<SubscriptionQuery>> known, Map<String, String> hashes) {
        return known.stream()
                .map(set -> set.stream()
                        .filter(subscription -> hashes.containsKey(subscription.name()))
                        .map(subscription -> new SubscriptionQuery(
                                subscription.name(), Objects.requireNonNull(hashes.get(subscription.name()))))
                        .toList())
                .filter(set -> !set.isEmpty());
    }

    /** The likeliest set, including recently refused ones. */
    public List<SubscriptionQuery> likeliest() {
        List<List<SubscriptionQuery>> known = known();
        return known.stream().filter(this::isAccepted).findFirst().orElse(known.get(0));
    }

    public void accepted(List<SubscriptionQuery> set) {
        builds.accepted(set);
        if (!isAccepted(set)) {
            knowledge.renew(FACT, asJson(set));
        }
    }

    public void refused(List<SubscriptionQuery> set) {
        if (isAccepted(set)) {
            knowledge.forget(FACT);
        }
        knowledge.renew(refusal(set), BooleanNode.TRUE);
    }

    private boolean isAccepted(List<SubscriptionQuery> set) {
        return knowledge
                .get(FACT, ACCEPTANCE_LIFETIME)
                .filter(asJson(set)::equals)
                .isPresent();
    }

    private boolean isRefused(List<SubscriptionQuery> set) {
        return knowledge.get(refusal(set), REFUSAL_LIFETIME).isPresent();
    }

    private String refusal(List<SubscriptionQuery> set) {
        return "refusedSubscriptions."
                + Integer.toHexString(asJson(set).toString().hashCode());
    }

    private JsonNode asJson(List<SubscriptionQuery> set) {
        ObjectNode hashes = json.createObjectNode();
        set.forEach(subscription -> hashes.put(subscription.name(), subscription.hash()));
        return hashes;
    }
}
