package dev.poemcp.poe.site.negotiation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.poe.site.profile.SubscriptionQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Ranks sets of subscriptions: the last accepted one, then those of the likeliest builds, largest first. */
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

    private List<List<SubscriptionQuery>> known() {
        return builds.ranked().stream()
                .flatMap(build -> build.subscriptions().stream())
                .distinct()
                .toList();
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
