package dev.poemcp.poe.site.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.Upload;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.Query;
import dev.poemcp.poe.site.profile.SiteProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Asks GraphQL questions in the form of the site's present build, and decides what may be asked again: a read when the
 * site stumbles, anything when it is certain that nothing ran, and nothing else.
 */
final class Graphql {
    private final SiteProfile profile;
    private final Session session;
    private final Exchanges exchanges;
    private final ReadRetry retry;
    private final QueryMemory memory = new QueryMemory();

    Graphql(SiteProfile profile, Session session, Exchanges exchanges, ReadRetry retry) {
        this.profile = profile;
        this.session = session;
        this.exchanges = exchanges;
        this.retry = retry;
    }

    /** @throws PoeException whatever kept it from an answer with {@code data} */
    JsonNode ask(Question question) {
        var settled = session.settled();
        return question.operation().kind() == Operation.Kind.READ
                ? retry.repeat(() -> ask(question, settled, false))
                : ask(question, settled, false);
    }

    /** What is asked, and how long the answer may take. */
    record Question(Operation operation, Map<String, ?> values, List<Upload> files, Duration limit) {}

    private JsonNode ask(Question question, Settled settled, boolean afterRefusal) {
        var operation = question.operation();
        var alternatives = profile.alternatives(operation, settled.build());
        for (var query : memory.order(operation, alternatives)) {
            var outcome =
                    exchanges.graphql(settled, operation, query, question.values(), question.files(), question.limit());
            if (outcome instanceof Outcome.Data data) {
                memory.worked(operation, query);
                return data.data();
            }
            if (outcome instanceof Outcome.Failed failed) {
                throw new PoeException(failed.failure());
            }
            if (outcome instanceof Outcome.Refused refused) {
                return afterRefusal(question, settled, refused, afterRefusal);
            }
            // A server error may mean that something ran; what creates something is not asked in other words then.
            if (outcome instanceof Outcome.ServerError && operation.kind() == Operation.Kind.CREATES) {
                throw outdated(query);
            }
        }
        if (alternatives.isEmpty()) {
            throw new PoeException(new PoeFailure.QueryOutdated(operation.key(), "none in the site profile"));
        }
        throw outdated(memory.order(operation, alternatives).get(0));
    }

    /**
     * The site checks signature and formkey before it runs anything, so a refused request has done nothing, and even a
     * message may be sent once more when the formkey has been put right.
     */
    private JsonNode afterRefusal(Question question, Settled settled, Outcome.Refused refused, boolean again) {
        if (again) {
            throw new PoeException(new PoeFailure.UnexpectedResponse(
                    "poe.com refuses " + question.operation().key() + " (" + refused.why()
                            + ") although it accepts our formkey and signature.",
                    Spend.NONE));
        }
        return ask(question, session.afterRefusal(settled), true);
    }

    private static PoeException outdated(Query query) {
        return new PoeException(new PoeFailure.QueryOutdated(query.name(), query.hash()));
    }
}
