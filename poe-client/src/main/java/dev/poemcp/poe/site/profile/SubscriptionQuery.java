package dev.poemcp.poe.site.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A kind of event that can be subscribed to on the realtime channel. */
public record SubscriptionQuery(String name, String hash) {
    /** A set as the value {@code subscriptions} of {@link Operation#SUBSCRIBE} (docs/poe-protocol.md §5.2). */
    public static List<Map<String, Object>> wire(List<SubscriptionQuery> set) {
        List<Map<String, Object>> wire = new ArrayList<>();
        for (SubscriptionQuery subscription : set) {
            // The site requires the explicit null, which Map.of cannot hold.
            Map<String, Object> query = new LinkedHashMap<>();
            query.put("subscriptionName", subscription.name());
            query.put("query", null);
            query.put("queryHash", subscription.hash());
            wire.add(query);
        }
        return wire;
    }
}
