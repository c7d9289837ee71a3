package dev.poemcp.poe.site.profile;

import java.util.List;
import java.util.Map;

/**
 * One complete build of the site.
 *
 * @param browser headers for every request, as a browser sends them
 * @param headers further headers of a GraphQL post: {@code $queryName} and {@code $revision} are replaced; a header
 *     with an unknown value is omitted
 * @param subscriptions sets to subscribe to, largest first
 * @param queries queries per operation, the build's own first
 */
public record SiteBuild(
        String name,
        Map<String, String> browser,
        Map<String, String> headers,
        SignatureRecipe tag,
        UploadForm upload,
        FormkeyRecipe formkey,
        List<List<SubscriptionQuery>> subscriptions,
        Map<Operation, List<Query>> queries) {
    public SiteBuild {
        browser = Map.copyOf(browser);
        headers = Map.copyOf(headers);
        subscriptions = List.copyOf(subscriptions);
        queries = Map.copyOf(queries);
    }

    /** The build's own query, then others that it is known to accept. */
    public List<Query> queries(Operation operation) {
        return queries.getOrDefault(operation, List.of());
    }
}
