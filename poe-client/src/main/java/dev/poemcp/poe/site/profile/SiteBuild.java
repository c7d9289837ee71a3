package dev.poemcp.poe.site.profile;

import java.util.List;
import java.util.Map;

/**
 * One build of the site, complete.
 *
 * @param browser headers of every request, as a browser sends them
 * @param headers further headers of a GraphQL post: {@code $queryName} and {@code $revision} are filled in, and a header
 *     whose value is not known is left out
 * @param subscriptions sets to subscribe to, the fullest first
 * @param queries per operation what to ask, the build's own query first
 */
public record SiteBuild(
        String name,
        Map<String, String> browser,
        Map<String, String> headers,
        TagRecipe tag,
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

    /** The build's own query, then what it is also known to take. */
    public List<Query> queries(Operation operation) {
        return queries.getOrDefault(operation, List.of());
    }
}
