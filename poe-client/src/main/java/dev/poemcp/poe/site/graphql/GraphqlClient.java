package dev.poemcp.poe.site.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.negotiation.Gate;
import dev.poemcp.poe.site.negotiation.GateNegotiation;
import dev.poemcp.poe.site.negotiation.GateNegotiation.Need;
import dev.poemcp.poe.site.negotiation.QueryRanking;
import dev.poemcp.poe.site.negotiation.QueryRepair;
import dev.poemcp.poe.site.negotiation.UploadRanking;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.Query;
import dev.poemcp.poe.site.profile.UploadForm;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends GraphQL requests that the site's gate accepts, and decides what may be repeated: reads and idempotent writes
 * after a transient failure; requests that create or delete something, only if the site did not know the query.
 */
public final class GraphqlClient {
    private static final Logger log = LoggerFactory.getLogger(GraphqlClient.class);
    /** Per operation that is executed once; more than the number of its known queries. */
    private static final int MAX_REQUESTS = 8;
    /** Per request that may be repeated; the scripts may have several ids for one name. */
    private static final int MAX_REPAIRS = 3;

    private final GateNegotiation gates;
    private final QueryRanking queries;
    private final UploadRanking uploads;
    private final GraphqlExchange exchange;
    private final ReadRetry retry;
    private final QueryRepair repair;
    private final Duration limit;

    public GraphqlClient(
            GateNegotiation gates,
            QueryRanking queries,
            UploadRanking uploads,
            GraphqlExchange exchange,
            ReadRetry retry,
            QueryRepair repair,
            Duration limit) {
        this.gates = gates;
        this.queries = queries;
        this.uploads = uploads;
        this.exchange = exchange;
        this.retry = retry;
        this.repair = repair;
        this.limit = limit;
    }

    /** @throws PoeException if there was no response with {@code data} */
    public JsonNode execute(GraphqlRequest request) {
        return switch (request.operation().effect()) {
            case READ -> retry.repeat(() -> executeRepeatably(Need.READ, request));
            case REPEATABLE -> retry.repeat(() -> executeRepeatably(Need.WRITE, request));
            case DELETES, CREATES -> executeOnce(request);
        };
    }

    /**
     * Tries another query if the site does not know one. After a refusal it is unknown whether the request was
     * executed, so it is reported to the caller even if the gate has changed.
     */
    private JsonNode executeOnce(GraphqlRequest request) {
        for (int requests = 1; ; requests++) {
            try {
                return sendOnce(request, uploads.preferred(), prepare(request.operation()));
            } catch (NotCarriedOutException refused) {
                if (refused.failure() instanceof PoeFailure.FormkeyUnavailable) {
                    throw new PoeException(
                            new PoeFailure.UnexpectedResponse(
                                    refused.failure().what() + " The new one is known now.", Spend.POSSIBLE),
                            refused);
                }
                if (requests == MAX_REQUESTS || Thread.currentThread().isInterrupted()) {
                    throw refused;
                }
            }
        }
    }

    private JsonNode executeRepeatably(Need need, GraphqlRequest request) {
        Set<String> tried = new HashSet<>();
        for (int repairs = 0; ; repairs++) {
            tried.addAll(hashes(request));
            try {
                return gates.run(need, attempt(request, uploads.preferred())).orThrow();
            } catch (PoeException outdated) {
                if (!(outdated.failure() instanceof PoeFailure.QueryOutdated)
                        || repairs == MAX_REPAIRS
                        || !repair.repair(request.operation(), tried)) {
                    throw outdated;
                }
            }
        }
    }

    private List<String> hashes(GraphqlRequest request) {
        return queries.ranked(request.operation(), request.isFirstPage()).stream()
                .map(Query::hash)
                .toList();
    }

    /**
     * Negotiates everything that a request that creates something depends on.
     *
     * @throws PoeException if that fails; nothing was sent then
     */
    public Gate prepare(Operation operation) {
        // The first: a signature that was accepted is evidence, too.
        Gate gate = gates.verifiedGate();
        if (queries.lacksEvidence(operation)) {
            readSettings();
        }
        return gate;
    }

    /** The account's settings show the build, and whether anyone is signed in. */
    private void readSettings() {
        try {
            var viewer = execute(GraphqlRequest.settings(limit)).path("viewer");
            if (viewer.isNull()) {
                throw new PoeException(new PoeFailure.AuthExpired(ResponseClassifier.SIGNED_OUT));
            }
        } catch (PoeException failed) {
            if (!(failed.failure() instanceof PoeFailure.QueryOutdated)
                    && !(failed.failure() instanceof PoeFailure.UnexpectedResponse)) {
                throw failed;
            }
        }
    }

    /**
     * Sends one request.
     *
     * @param form how files are sent
     * @param gate from {@link #prepare}, so that nothing is negotiated after the caller may have cancelled
     * @throws NotCarriedOutException if it was refused and the site now accepts another gate, or if the site does not
     *     know the query and there is another one
     */
    public JsonNode sendOnce(GraphqlRequest request, UploadForm form, Gate gate) {
        List<String> known = hashes(request);
        var attempt = attempt(request, form);
        var result = attempt.tryWith(gate);
        if (result.isEmpty()) {
            throw refused(request, form, gate, attempt.refusal());
        }
        return result.get() instanceof QueryResult.Success success
                ? success.data()
                : repaired(request, known, result.get());
    }

    /**
     * Looks for the present query after a failure. The request is repeated only if the site did not know the query, so
     * that it cannot have executed it; after any other failure the next request uses what is found.
     */
    private JsonNode repaired(GraphqlRequest request, List<String> known, QueryResult result) {
        boolean isUnknown = result instanceof QueryResult.UnknownHash
                || (result instanceof QueryResult.Failure failure && !failure.sent());
        if (isUnknown) {
            boolean hasNext = !hashes(request).isEmpty();
            if (hasNext || repair.repair(request.operation(), Set.copyOf(known))) {
                throw new NotCarriedOutException(result.failure());
            }
        } else if (result.failure() instanceof PoeFailure.QueryOutdated) {
            learnForNext(request.operation(), known);
        }
        return result.orThrow();
    }

    /** The failure of this request stays, even if the caller cancels meanwhile: the site may have executed it. */
    private void learnForNext(Operation operation, List<String> known) {
        try {
            var unused = repair.repair(operation, Set.copyOf(known));
        } catch (PoeException cancelled) {
            log.debug("The search for a new query was cancelled: {}", cancelled.getMessage());
        }
    }

    private PoeException refused(GraphqlRequest request, UploadForm form, Gate gate, String why) {
        try {
            if (gates.afterRefusal(gate).isPresent()) {
                return new NotCarriedOutException(new PoeFailure.FormkeyUnavailable(
                        "poe.com refused " + request.operation().key() + " (" + why
                                + "), and its formkey or signature has changed since.",
                        Spend.POSSIBLE));
            }
        } catch (PoeException failed) {
            return new PoeException(failed.failure().withSpend(Spend.POSSIBLE), failed);
        }
        if (!request.files().isEmpty()) {
            uploads.refused(form);
        }
        return new PoeException(new PoeFailure.UnexpectedResponse(
                "poe.com refused " + request.operation().key() + " (" + why
                        + ") although it accepts our formkey and signature.",
                Spend.POSSIBLE));
    }

    private QueryAttempt attempt(GraphqlRequest request, UploadForm form) {
        return new QueryAttempt(exchange, queries, form, request);
    }
}
