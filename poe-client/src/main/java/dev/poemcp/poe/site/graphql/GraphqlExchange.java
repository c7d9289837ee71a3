package dev.poemcp.poe.site.graphql;

import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.http.Http;
import dev.poemcp.poe.http.HttpResult;
import dev.poemcp.poe.http.NoResponseException;
import dev.poemcp.poe.site.negotiation.Gate;
import dev.poemcp.poe.site.profile.Query;
import dev.poemcp.poe.site.profile.UploadForm;
import java.time.Duration;
import okhttp3.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One exchange with the site: builds and sends the request once, classifies the response. */
public final class GraphqlExchange {
    private static final Logger log = LoggerFactory.getLogger(GraphqlExchange.class);

    private final Http http;
    private final GraphqlRequestBuilder requests;
    private final ResponseClassifier classifier;

    public GraphqlExchange(Http http, GraphqlRequestBuilder requests, ResponseClassifier classifier) {
        this.http = http;
        this.requests = requests;
        this.classifier = classifier;
    }

    ExchangeOutcome graphql(Gate gate, UploadForm form, Query query, GraphqlRequest request) {
        var operation = request.operation();
        var httpRequest = requests.build(gate, form, query, request);
        try {
            var response = http.exchange(httpRequest, request.limit());
            var outcome = classifier.classify(operation, response);
            log.debug("{} as {}: {}, {}", operation.key(), query.name(), response, kind(outcome));
            return outcome;
        } catch (NoResponseException problem) {
            log.debug("{} as {}: no response ({})", operation.key(), query.name(), problem.why());
            return new ExchangeOutcome.Failed(classifier.noResponse(operation, problem));
        }
    }

    /** Any other exchange; not for requests that create something. */
    public HttpResult plain(Request request, Duration limit) throws NoResponseException {
        var response = http.exchange(request, limit);
        log.debug("{} {}: {}", request.method(), request.url().encodedPath(), response);
        return response;
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
