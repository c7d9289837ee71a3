package dev.poemcp.poe.site.graphql;

import dev.poemcp.poe.site.negotiation.QueryRanking;
import dev.poemcp.poe.site.negotiation.QueryRepair;
import dev.poemcp.poe.site.negotiation.SubscriptionRanking;
import dev.poemcp.poe.site.profile.Operation;
import java.util.Set;

/**
 * Looks for the subscribing query only after all known sets of subscriptions were refused: one wrong subscription fails
 * its whole request, and trying another set is much cheaper than reading the site's scripts.
 */
public record SubscribeRepair(QueryRepair repair, QueryRanking queries, SubscriptionRanking subscriptions)
        implements QueryRepair {
    @Override
    public boolean repair(Operation operation, Set<String> tried) {
        boolean otherSetMayWork = operation == Operation.SUBSCRIBE
                && !queries.ranked(operation, true).isEmpty()
                && subscriptions.ranked().size() > 1;
        return !otherSetMayWork && repair.repair(operation, tried);
    }
}
