package dev.poemcp.poe.site.negotiation;

import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.Query;
import dev.poemcp.poe.site.profile.SubscriptionQuery;
import dev.poemcp.poe.site.profile.UploadForm;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Facts about the site's present build, learned from a browser's traffic or from the site's own scripts. Holds no
 * secret.
 *
 * @param queries one query per operation that was seen
 * @param subscriptions the set that the browser subscribed to; empty if none was seen
 * @param gate signature recipe and headers of a signed request; null if none was seen, or none can be explained
 * @param revision the site's id of its build; null if unknown
 * @param upload null if no file was sent
 * @param notes what was seen and not understood, one sentence each, for the user
 */
public record LearnedSite(
        Map<Operation, Query> queries,
        List<SubscriptionQuery> subscriptions,
        @Nullable GateRecipe gate,
        @Nullable String revision,
        @Nullable UploadForm upload,
        List<String> notes) {
    public LearnedSite {
        queries = Map.copyOf(queries);
        subscriptions = List.copyOf(subscriptions);
        notes = List.copyOf(notes);
    }
}
