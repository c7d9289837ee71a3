package dev.poemcp.poe.site.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An event of the realtime channel that can be asked for. */
public record SubscriptionQuery(String name, String hash) {
    /** A set as the value {@code subscriptions} of {@link Operation#SUBSCRIBE} (docs/poe-protocol.md §5.2). */
    public static List<Map<String, Object>> wire(List<SubscriptionQuery> set) {
        List<Map<String, Object>> wire = new ArrayList<>();
        for (SubscriptionQuery subscription : set) {
            // The site wants the null written out, which Map.of cannot hold.
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("subscriptionName", subscription.name());
            one.put("query", null);
            one.put("queryHash", subscription.hash());
            wire.add(one);
        }
        return wire;
    }
}
