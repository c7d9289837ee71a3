package dev.poemcp.poe.site.negotiation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.Query;
import dev.poemcp.poe.site.profile.SiteBuild;
import dev.poemcp.poe.site.profile.SiteProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Per operation, the queries that the site may know, best first. */
public final class QueryRanking {
    /** How long an unknown hash is not tried again. */
    static final Duration UNKNOWN_LIFETIME = Duration.ofHours(1);
    /**
     * How long the last accepted query comes first; then newer ones are tried again, which may have failed by chance.
     */
    private static final Duration ACCEPTANCE_LIFETIME = Duration.ofDays(7);

    private final SiteProfile profile;
    private final BuildRanking builds;
    private final SiteKnowledge knowledge;
    /** Hashes that are tried last: the site failed with them, and accepted another or may have executed them. */
    private final Set<String> doubted = ConcurrentHashMap.newKeySet();

    public QueryRanking(SiteProfile profile, BuildRanking builds, SiteKnowledge knowledge) {
        this.profile = profile;
        this.builds = builds;
        this.knowledge = knowledge;
        for (Operation operation : Operation.values()) {
            acceptedHash(operation).ifPresent(hash -> builds.accepted(operation, hash));
        }
    }

    /**
     * The queries to try: those learned from a browser or from scripts, the last accepted one, then those of the
     * likeliest builds. Recently unknown ones are omitted, so the list may be empty.
     *
     * @param firstPage whether the first page of a list is requested; some queries return only that
     */
    public List<Query> ranked(Operation operation, boolean firstPage) {
        List<Query> all = all(operation).stream()
                .filter(query -> firstPage || !query.firstPageOnly())
                .filter(query -> !isUnknown(query))
                .toList();
        Optional<String> accepted = acceptedHash(operation);
        List<Query> learned = learned(operation);
        List<Query> ranked = new ArrayList<>();
        all.stream()
                .filter(query -> learned.contains(query) && !doubted.contains(query.hash()))
                .forEach(ranked::add);
        all.stream()
                .filter(query -> !ranked.contains(query)
                        && accepted.filter(query.hash()::equals).isPresent())
                .forEach(ranked::add);
        all.stream()
                .filter(query -> !ranked.contains(query) && !doubted.contains(query.hash()))
                .forEach(ranked::add);
        all.stream().filter(query -> !ranked.contains(query)).forEach(ranked::add);
        return ranked;
    }

    /** Every known query, including unknown and doubted ones; only the user's own if there is one. */
    public List<Query> all(Operation operation) {
        List<SiteBuild> order = builds.ranked();
        if (profile.overridden().contains(operation)) {
            order = order.subList(0, 1);
        }
        Map<String, Query> byHash = new LinkedHashMap<>();
        learned(operation).forEach(query -> byHash.putIfAbsent(query.hash(), query));
        order.forEach(build -> build.queries(operation).forEach(query -> byHash.putIfAbsent(query.hash(), query)));
        return List.copyOf(byHash.values());
    }

    private List<Query> learned(Operation operation) {
        return profile.overridden().contains(operation) ? List.of() : LearnedFacts.queries(knowledge, operation);
    }

    /** Whether a browser or the scripts have shown another query than these. */
    public boolean hasOther(Operation operation, Set<String> hashes) {
        return learned(operation).stream().anyMatch(query -> !isUnknown(query) && !hashes.contains(query.hash()));
    }

    /** Whether a repair from the site's scripts may be used: the user's own query is not replaced. */
    public boolean isRepairable(Operation operation) {
        return !profile.overridden().contains(operation);
    }

    /** Whether the site has accepted a query for the operation before. */
    public boolean isProven(Operation operation) {
        return profile.overridden().contains(operation)
                || acceptedHash(operation)
                        .filter(hash -> all(operation).stream()
                                .anyMatch(query -> query.hash().equals(hash)))
                        .isPresent();
    }

    /** Whether reading the account's settings first may show which query is right for an unproven operation. */
    public boolean lacksEvidence(Operation operation) {
        return !isProven(operation)
                && learned(operation).isEmpty()
                && !isProven(Operation.ACCOUNT_SETTINGS)
                && builds.isAmbiguous(operation);
    }

    private Optional<String> acceptedHash(Operation operation) {
        // An operation that is sent once must not try newer queries.
        var hash = operation.effect().isSentOnce()
                ? knowledge.get(fact(operation))
                : knowledge.get(fact(operation), ACCEPTANCE_LIFETIME);
        return hash.map(JsonNode::asText);
    }

    public void accepted(Operation operation, Query query) {
        doubted.remove(query.hash());
        builds.accepted(operation, query.hash());
        if (acceptedHash(operation).filter(query.hash()::equals).isEmpty()) {
            knowledge.renew(fact(operation), TextNode.valueOf(query.hash()));
        }
    }

    /** The site reported an unknown hash. */
    public void unknown(Operation operation, Query query) {
        builds.unknown(query.hash());
        if (acceptedHash(operation).filter(query.hash()::equals).isPresent()) {
            knowledge.forget(fact(operation));
        }
        LearnedFacts.forgetQuery(knowledge, operation, query.hash());
        knowledge.renew(unknownFact(query.hash()), BooleanNode.TRUE);
    }

    /** The site failed with the query; others are tried first from now on, unless this one was accepted before. */
    public void doubt(Query query) {
        doubted.add(query.hash());
    }

    private boolean isUnknown(Query query) {
        return isUnknown(query.hash());
    }

    /** Whether the site did not know this hash recently. */
    public boolean isUnknown(String hash) {
        return knowledge.get(unknownFact(hash), UNKNOWN_LIFETIME).isPresent();
    }

    static String fact(Operation operation) {
        return "query." + operation.key();
    }

    static String unknownFact(String hash) {
        return "unknown." + hash;
    }
}
