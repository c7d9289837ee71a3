package dev.poemcp.poe.site.graphql;

import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.http.Http;
import dev.poemcp.poe.site.http.HttpResult;
import dev.poemcp.poe.site.http.NoResponseException;
import dev.poemcp.poe.site.negotiation.Gate;
import dev.poemcp.poe.site.profile.Query;
import dev.poemcp.poe.site.profile.UploadForm;
import java.time.Duration;
import okhttp3.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One exchange with the site: written, sent once, read. */
public final class GraphqlExchange {
    private static final Logger log = LoggerFactory.getLogger(GraphqlExchange.class);

    private final Http http;
    private final GraphqlRequestBuilder requests;
    private final ResponseClassifier reader;

    public GraphqlExchange(Http http, GraphqlRequestBuilder requests, ResponseClassifier reader) {
        this.http = http;
        this.requests = requests;
        this.reader = reader;
    }

    ExchangeOutcome graphql(Gate gate, UploadForm form, Query query, GraphqlQuestion asked) {
        var operation = asked.operation();
        var request = requests.request(gate, form, query, asked);
        try {
            var answer = http.exchange(request, asked.limit());
            var outcome = reader.read(operation, answer);
            log.debug("{} as {}: {}, {}", operation.key(), query.name(), answer, kind(outcome));
            return outcome;
        } catch (NoResponseException problem) {
            log.debug("{} as {}: no answer ({})", operation.key(), query.name(), problem.why());
            return new ExchangeOutcome.Failed(reader.noAnswer(operation, problem));
        }
    }

    /** Any other exchange; never one that creates something. */
    public HttpResult plain(Request request, Duration limit) throws NoResponseException {
        var answer = http.exchange(request, limit);
        log.debug("{} {}: {}", request.method(), request.url().encodedPath(), answer);
        return answer;
    }

    private static String kind(ExchangeOutcome outcome) {
        return outcome instanceof ExchangeOutcome.Failed failed
                ? failure(failed.failure())
                : outcome.getClass().getSimpleName();
    }

    private static String failure(PoeFailure failure) {
        return failure.getClass().getSimpleName();
    }
}
