package dev.poemcp.poe.site.graphql;

import dev.poemcp.poe.Upload;
import dev.poemcp.poe.site.profile.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A GraphQL request to the site.
 *
 * @param values values for the templates of the profile
 * @param limit for the whole exchange
 */
public record GraphqlRequest(Operation operation, Map<String, ?> values, List<Upload> files, Duration limit) {
    public GraphqlRequest {
        files = List.copyOf(files);
    }

    /** Reads the account's settings, which every signed-in account may. */
    static GraphqlRequest settings(Duration limit) {
        return new GraphqlRequest(Operation.ACCOUNT_SETTINGS, Map.of(), List.of(), limit);
    }

    /** Whether the first page of a list is requested. */
    boolean isFirstPage() {
        return values.get("cursor") == null;
    }
}
