package dev.poemcp.poe.site.session;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.formkey.ScriptSource;
import dev.poemcp.poe.site.graphql.GraphqlExchange;
import dev.poemcp.poe.site.graphql.GraphqlRequestBuilder;
import dev.poemcp.poe.site.graphql.ResponseClassifier;
import dev.poemcp.poe.site.http.HttpResult;
import dev.poemcp.poe.site.http.NoResponseException;
import dev.poemcp.poe.site.page.SitePage;
import java.time.Duration;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what the site shows a browser: pages, scripts, the channel's settings. None of it is signed. */
final class SitePages implements ScriptSource {
    private static final Logger LOG = LoggerFactory.getLogger(SitePages.class);
    private static final int NOT_FOUND = 404;
    private static final int LONGEST_SCRIPT = 8 * 1024 * 1024;

    private final GraphqlExchange exchanges;
    private final GraphqlRequestBuilder requests;
    private final ResponseClassifier reader;
    private final Duration limit;

    SitePages(GraphqlExchange exchanges, GraphqlRequestBuilder requests, ResponseClassifier reader, Duration limit) {
        this.exchanges = exchanges;
        this.requests = requests;
        this.reader = reader;
        this.limit = limit;
    }

    /** The page at the root. */
    SitePage home() {
        return page("/")
                .orElseThrow(() -> new PoeException(
                        new PoeFailure.UnexpectedResponse("poe.com has no home page (HTTP 404).", Spend.NONE)));
    }

    /**
     * Empty when there is no such page.
     *
     * @throws PoeException when the site shows something else instead: its login page, a challenge, an error
     */
    Optional<SitePage> page(String path) {
        var answer = fetch(requests.url(path), "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8");
        if (answer.status() == NOT_FOUND) {
            return Optional.empty();
        }
        check(answer);
        return Optional.of(new SitePage(answer.text()));
    }

    /** @throws PoeException when there is no such thing, or something else than it comes */
    HttpResult get(HttpUrl url, String accept) {
        var answer = fetch(url, accept);
        check(answer);
        return answer;
    }

    private void check(HttpResult answer) {
        reader.failureOf(answer).ifPresent(failure -> {
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
            return exchanges.plain(request, limit);
        } catch (NoResponseException problem) {
            throw new PoeException(reader.noAnswer(url.encodedPath(), problem), problem);
        }
    }

    @Override
    public Optional<String> script(String source) {
        var url = requests.url("/").resolve(source);
        if (url == null) {
            return Optional.empty();
        }
        try {
            var answer = get(url, "*/*");
            return answer.body().size() > LONGEST_SCRIPT ? Optional.empty() : Optional.of(answer.text());
        } catch (PoeException missing) {
            if (missing.failure() instanceof PoeFailure.Cancelled) {
                throw missing;
            }
            LOG.debug(
                    "A script of the page cannot be read: {}", missing.failure().what());
            return Optional.empty();
        }
    }
}
