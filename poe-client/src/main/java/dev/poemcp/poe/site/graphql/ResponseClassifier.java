package dev.poemcp.poe.site.graphql;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.http.HttpResult;
import dev.poemcp.poe.http.NoResponseException;
import dev.poemcp.poe.http.RetryAfter;
import dev.poemcp.poe.site.json.JsonFields;
import dev.poemcp.poe.site.page.SitePage;
import dev.poemcp.poe.site.profile.Operation;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Classifies responses. Source: docs/poe-protocol.md §3.5, §8.1. */
public final class ResponseClassifier {
    /** Marks a refusal at the gate, in the message of a body with {@code success: false}. */
    private static final List<String> REFUSAL_WORDS =
            List.of("bad request", "invalid form key", "poe-formkey", "poe-tag-id", "csrf");

    /** Statuses that public clients report for a wrong signature, a rotated formkey or an expired session. */
    private static final Set<Integer> REFUSAL_STATUSES = Set.of(400, 401, 403);

    private static final int MAX_QUOTE = 300;

    private final ObjectMapper json = new ObjectMapper();
    private final Redaction redaction;
    private final Clock clock;
    private final boolean inBrowser;

    /** @param inBrowser whether the responses come through the user's browser */
    public ResponseClassifier(Redaction redaction, Clock clock, boolean inBrowser) {
        this.inBrowser = inBrowser;
        this.redaction = redaction;
        this.clock = clock;
    }

    ExchangeOutcome classify(Operation operation, HttpResult response) {
        var wrongStatus = wrongStatus(response, spendOf(operation));
        if (wrongStatus != null) {
            return wrongStatus;
        }
        var text = redaction.clean(response.text());
        var body = parse(text);
        if (!body.isObject()) {
            return unexpected(notJson(text), spendOf(operation));
        }
        var errors = body.path("errors");
        boolean hasErrors = errors.isArray() && !errors.isEmpty();
        var data = body.path("data");
        if (data.isObject() && !(hasErrors && hasNullRoot(data))) {
            return new ExchangeOutcome.Data(data);
        }
        String error =
                errors.path(0).path("message").asText(body.path("message").asText(""));
        // Again, since JSON can write any character in another way.
        error = redaction.clean(error);
        return withoutData(operation, Boolean.FALSE.equals(JsonFields.flag(body.path("success"))), error);
    }

    /** Data beside errors is usable, unless a root field is missing. */
    private static boolean hasNullRoot(JsonNode data) {
        return data.isEmpty() || data.valueStream().anyMatch(JsonNode::isNull);
    }

    /** The failure for a missing response. */
    public PoeFailure noResponse(Operation operation, NoResponseException problem) {
        return noResponse(operation.key(), problem.mayHaveArrived() ? spendOf(operation) : Spend.NONE, problem);
    }

    /** The same for requests that are no operation and create nothing. */
    public PoeFailure noResponse(String what, NoResponseException problem) {
        return noResponse(what, Spend.NONE, problem);
    }

    private PoeFailure noResponse(String request, Spend spend, NoResponseException problem) {
        var what = "Asking poe.com (" + request + ") brought no answer: "
                + redaction.clean(String.valueOf(problem.getMessage()));
        return switch (problem.why()) {
            case NETWORK -> new PoeFailure.Network(what, spend);
            case TIMEOUT -> new PoeFailure.TimedOut(what, spend);
            case CANCELLED -> new PoeFailure.Cancelled(what, spend);
            case TOO_LONG -> new PoeFailure.UnexpectedResponse(what, spend);
        };
    }

    /** The failure that the status of a page or file stands for, if any. */
    public Optional<PoeFailure> failureOf(HttpResult response) {
        var wrong = wrongStatus(response, Spend.NONE);
        if (wrong instanceof ExchangeOutcome.Failed failed) {
            return Optional.of(failed.failure());
        }
        if (response.status() == 401) {
            return Optional.of(new PoeFailure.AuthExpired(SIGNED_OUT));
        }
        return wrong == null
                ? Optional.empty()
                : Optional.of(new PoeFailure.UnexpectedResponse(
                        "poe.com answered HTTP " + response.status() + ".", Spend.NONE));
    }

    /** @return null for a 2xx status */
    private @Nullable ExchangeOutcome wrongStatus(HttpResult response, Spend spend) {
        int status = response.status();
        if (status >= 200 && status < 300) {
            return null;
        }
        if (isChallenge(response)) {
            return new ExchangeOutcome.Failed(new PoeFailure.Blocked(CHALLENGE, spend, inBrowser));
        }
        if (status >= 300 && status < 400) {
            var location = response.headers().get("Location");
            return location != null && location.toLowerCase(Locale.ROOT).contains("login")
                    ? new ExchangeOutcome.Failed(new PoeFailure.AuthExpired(SIGNED_OUT, spend))
                    : unexpected("poe.com redirected a request (HTTP " + status + ").", spend);
        }
        if (REFUSAL_STATUSES.contains(status)) {
            return new ExchangeOutcome.Refused("HTTP " + status);
        }
        if (status == 429) {
            return new ExchangeOutcome.Failed(new PoeFailure.RateLimited(
                    "poe.com wants fewer requests (HTTP 429).", RetryAfter.of(response.headers(), clock), spend));
        }
        if (status >= 500) {
            return new ExchangeOutcome.Failed(
                    new PoeFailure.Unavailable(status, RetryAfter.of(response.headers(), clock), spend));
        }
        return unexpected("poe.com answered HTTP " + status + ".", spend);
    }

    /** A text of the site without our credentials. */
    public String redacted(String text) {
        return redaction.clean(text);
    }

    /** Whether this is a refusal at the gate and not a Cloudflare challenge. */
    public static boolean isRefusal(HttpResult response) {
        return REFUSAL_STATUSES.contains(response.status()) && !isChallenge(response);
    }

    /** Cloudflare marks its responses; older forms have a known title, which a page of the site may have, too. */
    private static boolean isChallenge(HttpResult response) {
        boolean isRefusal = response.status() == 403 || response.status() == 503;
        return response.headers().get("cf-mitigated") != null
                || (isRefusal && new SitePage(response.text()).hasChallengeTitle());
    }

    public static final String SIGNED_OUT =
            "poe.com says that no one is signed in: the session cookie is wrong or has expired.";
    static final String CHALLENGE = "Cloudflare, in front of poe.com, asks for a browser (\"Just a moment\").";

    private static ExchangeOutcome withoutData(Operation operation, boolean isRefusal, String error) {
        var lower = error.toLowerCase(Locale.ROOT);
        if (error.contains("PersistedQueryNotFound")) {
            return new ExchangeOutcome.UnknownQuery();
        }
        if (lower.contains("server error")) {
            return new ExchangeOutcome.ServerError();
        }
        if (isRefusal && REFUSAL_WORDS.stream().anyMatch(lower::contains)) {
            return new ExchangeOutcome.Refused("\"" + quote(error) + "\"");
        }
        if (lower.contains("unauthorized") || lower.contains("not logged in")) {
            return new ExchangeOutcome.Failed(new PoeFailure.AuthExpired(SIGNED_OUT, spendOf(operation)));
        }
        return unexpected(
                error.isBlank()
                        ? "poe.com answered " + operation.key() + " without data."
                        : "poe.com answered " + operation.key() + " with the error \"" + quote(error) + "\".",
                spendOf(operation));
    }

    static Spend spendOf(Operation operation) {
        return operation.effect() == Operation.Effect.CREATES ? Spend.POSSIBLE : Spend.NONE;
    }

    public JsonNode parse(String text) {
        try {
            return json.readTree(text);
        } catch (JacksonException broken) {
            return MissingNode.getInstance();
        }
    }

    private static String notJson(String text) {
        var start = text.stripLeading();
        if (start.isEmpty()) {
            return "poe.com answered with an empty body.";
        }
        return start.startsWith("<")
                ? "poe.com answered with a web page where data should be."
                : "poe.com answered with something that is not whole JSON.";
    }

    private static ExchangeOutcome unexpected(String what, Spend spend) {
        return new ExchangeOutcome.Failed(new PoeFailure.UnexpectedResponse(what, spend));
    }

    static String quote(String text) {
        return text.length() <= MAX_QUOTE ? text : text.substring(0, MAX_QUOTE) + "…";
    }
}
