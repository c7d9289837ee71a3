package dev.poemcp.poe.site.graphql;

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
 * Sends one request with a gate, trying the queries that the site is likely to accept. For an operation that creates
 * or deletes something it sends one request only; the caller decides about others.
 */
public final class QueryAttempt implements GateNegotiation.Attempt<QueryResult> {
    private final GraphqlExchange exchange;
    private final QueryRanking queries;
    private final UploadForm form;
    private final GraphqlRequest request;
    private final boolean probe;
    private volatile String refusal = "";

    QueryAttempt(GraphqlExchange exchange, QueryRanking queries, UploadForm form, GraphqlRequest request) {
        this(exchange, queries, form, request, false);
    }

    private QueryAttempt(
            GraphqlExchange exchange, QueryRanking queries, UploadForm form, GraphqlRequest request, boolean probe) {
        this.exchange = exchange;
        this.queries = queries;
        this.form = form;
        this.request = request;
        this.probe = probe;
    }

    /** To test the gate: tries even queries that the site did not know recently. */
    public static QueryAttempt probe(
            GraphqlExchange exchange, QueryRanking queries, UploadForm form, GraphqlRequest request) {
        return new QueryAttempt(exchange, queries, form, request, true);
    }

    @Override
    public boolean proves(QueryResult result) {
        return !(result instanceof QueryResult.Failure failed) || failed.sent();
    }

    private List<Query> candidates() {
        var ranked = queries.ranked(request.operation(), request.isFirstPage());
        return probe && ranked.isEmpty() ? queries.all(request.operation()) : ranked;
    }

    /** The site's reason for the last refusal. */
    String refusal() {
        return refusal;
    }

    /** @throws PoeException if the site did not process the request */
    @Override
    public Optional<QueryResult> tryWith(Gate gate) {
        var operation = request.operation();
        boolean once = operation.effect().isSentOnce();
        List<Query> failing = new ArrayList<>();
        boolean sent = false;
        for (var query : candidates()) {
            sent = true;
            var outcome = exchange.graphql(gate, form, query, request);
            if (outcome instanceof ExchangeOutcome.ServerError
                    && operation.effect() == Operation.Effect.READ
                    && failing.isEmpty()) {
                // Usually a stale hash, but it may be transient.
                outcome = exchange.graphql(gate, form, query, request);
            }
            if (outcome instanceof ExchangeOutcome.Refused refused) {
                refusal = refused.why();
                return Optional.empty();
            }
            if (outcome instanceof ExchangeOutcome.Data data) {
                queries.accepted(operation, query);
                failing.forEach(queries::doubt);
                return Optional.of(new QueryResult.Success(data.data()));
            }
            if (outcome instanceof ExchangeOutcome.Failed failed) {
                throw new PoeException(failed.failure());
            }
            if (outcome instanceof ExchangeOutcome.UnknownQuery) {
                queries.unknown(operation, query);
                if (once) {
                    return Optional.of(
                            new QueryResult.UnknownHash(new PoeFailure.QueryOutdated(query.name(), query.hash())));
                }
                continue;
            }
            failing.add(query);
            if (once) {
                queries.doubt(query);
                return Optional.of(failed(query, ResponseClassifier.spendOf(operation), gate, true));
            }
        }
        return Optional.of(failed(failing.isEmpty() ? null : failing.get(0), Spend.NONE, gate, sent));
    }

    /** @param failing the query that the site failed with; null if it knew none */
    private QueryResult failed(@Nullable Query failing, Spend spend, Gate gate, boolean sent) {
        // The site may report this error for an account that is signed out (docs/poe-protocol.md §3.5).
        if (failing != null && isSignedOut(gate)) {
            return new QueryResult.Failure(new PoeFailure.AuthExpired(ResponseClassifier.SIGNED_OUT, spend), sent);
        }
        var known = queries.all(request.operation());
        if (failing == null && known.isEmpty()) {
            return new QueryResult.Failure(
                    new PoeFailure.QueryOutdated(request.operation().key(), "none in the site profile"), sent);
        }
        var reported = failing == null ? known.get(0) : failing;
        return new QueryResult.Failure(new PoeFailure.QueryOutdated(reported.name(), reported.hash(), spend), sent);
    }

    private boolean isSignedOut(Gate gate) {
        if (request.operation() == Operation.ACCOUNT_SETTINGS) {
            return false;
        }
        var settings = GraphqlRequest.settings(request.limit());
        return queries.ranked(Operation.ACCOUNT_SETTINGS, true).stream()
                .limit(1)
                .map(query -> exchange.graphql(gate, form, query, settings))
                .anyMatch(outcome -> outcome instanceof ExchangeOutcome.Data data
                        && data.data().path("viewer").isNull());
    }
}
