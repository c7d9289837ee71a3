package dev.poemcp.poe.site.graphql;

import dev.poemcp.poe.Upload;
import dev.poemcp.poe.site.profile.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What is asked of the site.
 *
 * @param values what the templates of the profile are filled from
 * @param limit for the whole exchange
 */
public record GraphqlQuestion(Operation operation, Map<String, ?> values, List<Upload> files, Duration limit) {
    public GraphqlQuestion {
        files = List.copyOf(files);
    }

    /** The account's settings, which a signed-in account can always read. */
    static GraphqlQuestion settings(Duration limit) {
        return new GraphqlQuestion(Operation.ACCOUNT_SETTINGS, Map.of(), List.of(), limit);
    }

    /** Whether a list is asked for from its beginning. */
    boolean isFirstPage() {
        return values.get("cursor") == null;
    }
}
