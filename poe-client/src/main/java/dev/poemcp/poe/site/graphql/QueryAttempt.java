package dev.poemcp.poe.site.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.negotiation.Gate;
import dev.poemcp.poe.site.negotiation.GateNegotiation;
import dev.poemcp.poe.site.negotiation.QueryRanking;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.Query;
import dev.poemcp.poe.site.profile.UploadForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks one question under a gate, in the words that the site is known or likely to take. What creates or deletes
 * something is one request only; whether others are made is the caller's to decide.
 */
public final class QueryAttempt implements GateNegotiation.Attempt<QueryAttempt.Judged> {
    private final GraphqlExchange exchanges;
    private final QueryRanking queries;
    private final UploadForm form;
    private final GraphqlQuestion asked;
    private final boolean probe;
    private volatile String refusal = "";

    QueryAttempt(GraphqlExchange exchanges, QueryRanking queries, UploadForm form, GraphqlQuestion asked) {
        this(exchanges, queries, form, asked, false);
    }

    private QueryAttempt(
            GraphqlExchange exchanges, QueryRanking queries, UploadForm form, GraphqlQuestion asked, boolean probe) {
        this.exchanges = exchanges;
        this.queries = queries;
        this.form = form;
        this.asked = asked;
        this.probe = probe;
    }

    /** For the sake of the gate alone: asks even in words that the site did not know a while ago. */
    public static QueryAttempt probe(
            GraphqlExchange exchanges, QueryRanking queries, UploadForm form, GraphqlQuestion asked) {
        return new QueryAttempt(exchanges, queries, form, asked, true);
    }

    @Override
    public boolean proves(Judged result) {
        return !(result instanceof Judged.Failed failed) || failed.asked();
    }

    private List<Query> candidates() {
        var ranked = queries.ranked(asked.operation(), asked.isFirstPage());
        return probe && ranked.isEmpty() ? queries.all(asked.operation()) : ranked;
    }

    /** What the site answered once the request was past its gate. */
    sealed interface Judged {
        record Data(JsonNode data) implements Judged {}

        /** @param asked whether a request was made at all; the site may be known not to know any of the queries */
        record Failed(PoeFailure failure, boolean asked) implements Judged {}

        /** The site did not know the query of something to do once, and there are others. */
        record Unknown(PoeFailure failure) implements Judged {}

        /** @throws PoeException the failure */
        default JsonNode orThrow() {
            if (this instanceof Data data) {
                return data.data();
            }
            throw new PoeException(this instanceof Failed failed ? failed.failure() : ((Unknown) this).failure());
        }
    }

    /** What the site said when it refused the request last. */
    String refusal() {
        return refusal;
    }

    /** @throws PoeException for what kept the site from judging the request */
    @Override
    public Optional<Judged> under(Gate gate) {
        var operation = asked.operation();
        boolean once = operation.kind().isAskedOnce();
        List<Query> failing = new ArrayList<>();
        boolean made = false;
        for (var query : candidates()) {
            made = true;
            var outcome = exchanges.graphql(gate, form, query, asked);
            if (outcome instanceof ExchangeOutcome.ServerError
                    && operation.kind() == Operation.Kind.READ
                    && failing.isEmpty()) {
                // Mostly a stale hash, but it may have passed.
                outcome = exchanges.graphql(gate, form, query, asked);
            }
            if (outcome instanceof ExchangeOutcome.Refused refused) {
                refusal = refused.why();
                return Optional.empty();
            }
            if (outcome instanceof ExchangeOutcome.Data data) {
                queries.taken(operation, query);
                failing.forEach(queries::doubt);
                return Optional.of(new Judged.Data(data.data()));
            }
            if (outcome instanceof ExchangeOutcome.Failed failed) {
                throw new PoeException(failed.failure());
            }
            if (outcome instanceof ExchangeOutcome.UnknownQuery) {
                queries.unknown(operation, query);
                if (once && !queries.ranked(operation, asked.isFirstPage()).isEmpty()) {
                    return Optional.of(new Judged.Unknown(new PoeFailure.QueryOutdated(query.name(), query.hash())));
                }
                continue;
            }
            failing.add(query);
            if (once) {
                queries.doubt(query);
                return Optional.of(failed(query, ResponseClassifier.spendOf(operation), gate, true));
            }
        }
        return Optional.of(failed(failing.isEmpty() ? null : failing.get(0), Spend.NONE, gate, made));
    }

    /** @param failing the query that the site failed with; null when it knew none */
    private Judged failed(@Nullable Query failing, Spend spend, Gate gate, boolean made) {
        // The site may have these words for an account that is signed out (docs/poe-protocol.md §3.5).
        if (failing != null && isSignedOut(gate)) {
            return new Judged.Failed(new PoeFailure.AuthExpired(ResponseClassifier.SIGNED_OUT, spend), made);
        }
        var known = queries.all(asked.operation());
        if (failing == null && known.isEmpty()) {
            return new Judged.Failed(
                    new PoeFailure.QueryOutdated(asked.operation().key(), "none in the site profile"), made);
        }
        var named = failing == null ? known.get(0) : failing;
        return new Judged.Failed(new PoeFailure.QueryOutdated(named.name(), named.hash(), spend), made);
    }

    private boolean isSignedOut(Gate gate) {
        if (asked.operation() == Operation.ACCOUNT_SETTINGS) {
            return false;
        }
        var settings = GraphqlQuestion.settings(asked.limit());
        return queries.ranked(Operation.ACCOUNT_SETTINGS, true).stream()
                .limit(1)
                .map(query -> exchanges.graphql(gate, form, query, settings))
                .anyMatch(outcome -> outcome instanceof ExchangeOutcome.Data data
                        && data.data().path("viewer").isNull());
    }
}
