package dev.poemcp.poe.site.session;

import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Upload;
import dev.poemcp.poe.site.http.Answer;
import dev.poemcp.poe.site.http.Http;
import dev.poemcp.poe.site.http.NoAnswerException;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.Query;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One exchange with the site: written, sent once, read. */
final class Exchanges {
    private static final Logger LOG = LoggerFactory.getLogger(Exchanges.class);

    private final Http http;
    private final GraphqlRequests requests;
    private final AnswerReader reader;

    Exchanges(Http http, GraphqlRequests requests, AnswerReader reader) {
        this.http = http;
        this.requests = requests;
        this.reader = reader;
    }

    Outcome graphql(
            Settled settled,
            Operation operation,
            Query query,
            Map<String, ?> values,
            List<Upload> files,
            Duration limit) {
        var request = requests.request(settled, operation, query, values, files);
        try {
            var answer = http.exchange(request, limit);
            var outcome = reader.read(operation, answer);
            LOG.debug("{} as {}: {}, {}", operation.key(), query.name(), answer, kind(outcome));
            return outcome;
        } catch (NoAnswerException problem) {
            LOG.debug("{} as {}: no answer ({})", operation.key(), query.name(), problem.why());
            return new Outcome.Failed(reader.noAnswer(operation, problem));
        }
    }

    /** Any other exchange; never one that creates something. */
    Answer plain(Request request, Duration limit) throws NoAnswerException {
        var answer = http.exchange(request, limit);
        LOG.debug("{} {}: {}", request.method(), request.url().encodedPath(), answer);
        return answer;
    }

    private static String kind(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed
                ? failure(failed.failure())
                : outcome.getClass().getSimpleName();
    }

    private static String failure(PoeFailure failure) {
        return failure.getClass().getSimpleName();
    }
}
