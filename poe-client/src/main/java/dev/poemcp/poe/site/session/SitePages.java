package dev.poemcp.poe.site.session;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.http.HttpResult;
import dev.poemcp.poe.http.NoResponseException;
import dev.poemcp.poe.site.formkey.ScriptSource;
import dev.poemcp.poe.site.graphql.GraphqlExchange;
import dev.poemcp.poe.site.graphql.GraphqlRequestBuilder;
import dev.poemcp.poe.site.graphql.ResponseClassifier;
import dev.poemcp.poe.site.page.SitePage;
import java.time.Duration;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads pages, scripts and the channel's settings, all unsigned. */
final class SitePages implements ScriptSource {
    private static final Logger log = LoggerFactory.getLogger(SitePages.class);
    private static final int NOT_FOUND = 404;
    private static final int MAX_SCRIPT_BYTES = 8 * 1024 * 1024;

    private final GraphqlExchange exchange;
    private final GraphqlRequestBuilder requests;
    private final ResponseClassifier classifier;
    private final Duration limit;

    SitePages(GraphqlExchange exchange, GraphqlRequestBuilder requests, ResponseClassifier classifier, Duration limit) {
        this.exchange = exchange;
        this.requests = requests;
        this.classifier = classifier;
        this.limit = limit;
    }

    /** The page at the root. */
    SitePage home() {
        return page("/")
                .orElseThrow(() -> new PoeException(
                        new PoeFailure.UnexpectedResponse("poe.com has no home page (HTTP 404).", Spend.NONE)));
    }

    /**
     * Empty if there is no such page.
     *
     * @throws PoeException for any other response: the login page, a challenge, an error
     */
    Optional<SitePage> page(String path) {
        var response = fetch(requests.url(path), "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8");
        if (response.status() == NOT_FOUND) {
            return Optional.empty();
        }
        check(response);
        return Optional.of(new SitePage(response.text()));
    }

    /** @throws PoeException for any response that is not a success */
    HttpResult get(HttpUrl url, String accept) {
        var response = fetch(url, accept);
        check(response);
        return response;
    }

    private void check(HttpResult response) {
        classifier.failureOf(response).ifPresent(failure -> {
            throw new PoeException(failure);
        });
    }

    private HttpResult fetch(HttpUrl url, String accept) {
        var request = new Request.Builder()
                .url(url)
                .headers(requests.browserHeaders())
                .header("Accept", accept)
                .build();
        try {
            return exchange.plain(request, limit);
        } catch (NoResponseException problem) {
            throw new PoeException(classifier.noResponse(url.encodedPath(), problem), problem);
        }
    }

    @Override
    public Optional<String> script(String source) {
        var url = requests.url("/").resolve(source);
        if (url == null) {
            return Optional.empty();
        }
        try {
            var response = get(url, "*/*");
            return response.body().size() > MAX_SCRIPT_BYTES ? Optional.empty() : Optional.of(response.text());
        } catch (PoeException failed) {
            if (failed.failure() instanceof PoeFailure.Cancelled) {
                throw failed;
            }
            log.debug(
                    "A script of the page cannot be read: {}", failed.failure().what());
            return Optional.empty();
        }
    }
}
