package dev.poemcp.poe.site.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.negotiation.Gate;
import dev.poemcp.poe.site.negotiation.GateNegotiation;
import dev.poemcp.poe.site.negotiation.GateNegotiation.Need;
import dev.poemcp.poe.site.negotiation.QueryRanking;
import dev.poemcp.poe.site.negotiation.UploadRanking;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.UploadForm;
import java.time.Duration;

/**
 * Asks GraphQL questions past the site's gate, and decides what may be asked again: what changes nothing, or the same
 * each time, when the site stumbles; what creates or deletes something, only when the site did not know the query.
 */
public final class GraphqlClient {
    /** For one thing to do once: more than the queries that the site may not know. */
    private static final int MAX_REQUESTS = 8;

    private final GateNegotiation gates;
    private final QueryRanking queries;
    private final UploadRanking uploads;
    private final GraphqlExchange exchanges;
    private final ReadRetry retry;
    private final Duration limit;

    public GraphqlClient(
            GateNegotiation gates,
            QueryRanking queries,
            UploadRanking uploads,
            GraphqlExchange exchanges,
            ReadRetry retry,
            Duration limit) {
        this.gates = gates;
        this.queries = queries;
        this.uploads = uploads;
        this.exchanges = exchanges;
        this.retry = retry;
        this.limit = limit;
    }

    /** @throws PoeException whatever kept it from an answer with {@code data} */
    public JsonNode ask(GraphqlQuestion asked) {
        return switch (asked.operation().kind()) {
            case READ -> retry.repeat(() -> repeatable(Need.READ, asked));
            case REPEATABLE -> retry.repeat(() -> repeatable(Need.WRITE, asked));
            case DELETES, CREATES -> carriedOutOnce(asked);
        };
    }

    /**
     * Asks in other words where the site does not know the query. After a refusal nothing can tell here whether it was
     * carried out all the same, so the caller hears of it even where the gate has changed.
     */
    private JsonNode carriedOutOnce(GraphqlQuestion asked) {
        for (int requests = 1; ; requests++) {
            try {
                return once(asked, uploads.present(), prepare(asked.operation()));
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

    private JsonNode repeatable(Need need, GraphqlQuestion asked) {
        return gates.run(need, attempt(asked, uploads.present())).orThrow();
    }

    /**
     * Everything that must be known before something is created, so that the request itself is not what finds out.
     *
     * @throws PoeException for what went wrong; nothing was sent then
     */
    public Gate prepare(Operation operation) {
        if (queries.lacksEvidence(operation)) {
            askForEvidence();
        }
        return gates.forOnce();
    }

    /** The account's settings tell builds apart, and whether anyone is signed in. */
    private void askForEvidence() {
        try {
            var viewer = ask(GraphqlQuestion.settings(limit)).path("viewer");
            if (viewer.isNull()) {
                throw new PoeException(new PoeFailure.AuthExpired(ResponseClassifier.SIGNED_OUT));
            }
        } catch (PoeException unanswered) {
            if (!(unanswered.failure() instanceof PoeFailure.QueryOutdated)
                    && !(unanswered.failure() instanceof PoeFailure.UnexpectedResponse)) {
                throw unanswered;
            }
        }
    }

    /**
     * Makes one request.
     *
     * @param form how files travel
     * @param gate from {@link #prepare}: nothing is negotiated while the caller may have gone
     * @throws NotCarriedOutException when it was refused, and the site takes another gate since, or when the site does not
     *     know the query and there is another one
     */
    public JsonNode once(GraphqlQuestion asked, UploadForm form, Gate gate) {
        var attempt = attempt(asked, form);
        var judged = attempt.under(gate);
        if (judged.isEmpty()) {
            throw refused(asked, form, gate, attempt.refusal());
        }
        if (judged.get() instanceof QueryAttempt.Judged.Unknown unknown) {
            throw new NotCarriedOutException(unknown.failure());
        }
        return judged.get().orThrow();
    }

    private PoeException refused(GraphqlQuestion asked, UploadForm form, Gate gate, String why) {
        try {
            if (gates.afterRefusal(gate).isPresent()) {
                return new NotCarriedOutException(new PoeFailure.FormkeyUnavailable(
                        "poe.com refused " + asked.operation().key() + " (" + why
                                + "), and its formkey or signature has changed since.",
                        Spend.POSSIBLE));
            }
        } catch (PoeException failed) {
            return new PoeException(failed.failure().withSpend(Spend.POSSIBLE), failed);
        }
        if (!asked.files().isEmpty()) {
            uploads.refused(form);
        }
        return new PoeException(new PoeFailure.UnexpectedResponse(
                "poe.com refused " + asked.operation().key() + " (" + why
                        + ") although it accepts our formkey and signature.",
                Spend.POSSIBLE));
    }

    private QueryAttempt attempt(GraphqlQuestion asked, UploadForm form) {
        return new QueryAttempt(exchanges, queries, form, asked);
    }
}
