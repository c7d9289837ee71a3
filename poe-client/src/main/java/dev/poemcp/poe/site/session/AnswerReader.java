package dev.poemcp.poe.site.session;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.http.Answer;
import dev.poemcp.poe.site.http.NoAnswerException;
import dev.poemcp.poe.site.page.SitePage;
import dev.poemcp.poe.site.profile.Operation;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells answers apart. Known from: protocol reference 3.5, 8.1. */
final class AnswerReader {
    /** Signs that a request was turned away at the gate, in the site's messages. */
    private static final List<String> GATE =
            List.of("bad request", "invalid form key", "poe-formkey", "poe-tag-id", "csrf");

    private static final int LONGEST_QUOTE = 300;

    private final ObjectMapper json = new ObjectMapper();
    private final Redaction redaction;
    private final Clock clock;

    AnswerReader(Redaction redaction, Clock clock) {
        this.redaction = redaction;
        this.clock = clock;
    }

    Outcome read(Operation operation, Answer answer) {
        var wrongStatus = wrongStatus(answer, spendOf(operation));
        if (wrongStatus != null) {
            return wrongStatus;
        }
        var text = redaction.clean(answer.text());
        var body = parse(text);
        if (!body.isObject()) {
            return unexpected(notJson(text), new SitePage(text).isChallenge() ? Spend.NONE : spendOf(operation));
        }
        var data = body.path("data");
        // Data beside errors is a part of the answer, and usable; an empty list of errors is none.
        if (data.isObject()) {
            return new Outcome.Data(data);
        }
        var error = body.path("errors")
                .path(0)
                .path("message")
                .asText(body.path("message").asText(""));
        return withoutData(operation, error);
    }

    /** What it means that no answer came. */
    PoeFailure noAnswer(Operation operation, NoAnswerException problem) {
        return noAnswer(operation.key(), problem.mayHaveArrived() ? spendOf(operation) : Spend.NONE, problem);
    }

    /** The same for what is no operation, and creates nothing. */
    PoeFailure noAnswer(String what, NoAnswerException problem) {
        return noAnswer(what, Spend.NONE, problem);
    }

    private PoeFailure noAnswer(String asked, Spend spend, NoAnswerException problem) {
        var what = "Asking poe.com (" + asked + ") brought no answer: "
                + redaction.clean(String.valueOf(problem.getMessage()));
        return switch (problem.why()) {
            case NETWORK -> new PoeFailure.Network(what, spend);
            case TIMEOUT -> new PoeFailure.TimedOut(what, spend);
            case CANCELLED -> new PoeFailure.Cancelled(what, spend);
            case TOO_LONG -> new PoeFailure.UnexpectedResponse(what, spend);
        };
    }

    /** What the status of a page or file says has gone wrong, if anything. */
    Optional<PoeFailure> failureOf(Answer answer) {
        var wrong = wrongStatus(answer, Spend.NONE);
        if (wrong instanceof Outcome.Failed failed) {
            return Optional.of(failed.failure());
        }
        return wrong == null
                ? Optional.empty()
                : Optional.of(new PoeFailure.UnexpectedResponse(
                        "poe.com answered HTTP " + answer.status() + ".", Spend.NONE));
    }

    /** @return null when the status is one that an answer has */
    private @Nullable Outcome wrongStatus(Answer answer, Spend spend) {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return null;
        }
        var page = new SitePage(redaction.clean(answer.text()));
        var mitigated = answer.headers().get("cf-mitigated");
        if (mitigated != null || (status >= 400 && page.isChallenge())) {
            return unexpected(CHALLENGE, Spend.NONE);
        }
        if (status >= 300 && status < 400) {
            var location = answer.headers().get("Location");
            return location != null && location.toLowerCase(Locale.ROOT).contains("login")
                    ? new Outcome.Failed(new PoeFailure.AuthExpired(SIGNED_OUT))
                    : unexpected("poe.com redirected a question (HTTP " + status + ").", Spend.NONE);
        }
        if (status == 400) {
            return new Outcome.Refused("HTTP 400");
        }
        if (status == 401) {
            return new Outcome.Failed(new PoeFailure.AuthExpired(SIGNED_OUT));
        }
        if (status == 429) {
            return new Outcome.Failed(new PoeFailure.RateLimited(
                    "poe.com wants fewer requests (HTTP 429).", RetryAfter.of(answer.headers(), clock)));
        }
        if (status >= 500) {
            return new Outcome.Failed(
                    new PoeFailure.Unavailable(status, RetryAfter.of(answer.headers(), clock), spend));
        }
        return unexpected("poe.com answered HTTP " + status + ".", Spend.NONE);
    }

    static final String SIGNED_OUT =
            "poe.com says that nobody is signed in: the session cookie is wrong or has expired.";
    static final String CHALLENGE =
            "Cloudflare asks for a browser in front of poe.com (\"Just a moment\"), so nothing reached the site.";

    private static Outcome withoutData(Operation operation, String error) {
        var lower = error.toLowerCase(Locale.ROOT);
        if (error.contains("PersistedQueryNotFound")) {
            return new Outcome.UnknownQuery();
        }
        if (lower.contains("server error")) {
            return new Outcome.ServerError();
        }
        if (GATE.stream().anyMatch(lower::contains)) {
            return new Outcome.Refused("\"" + quote(error) + "\"");
        }
        if (lower.contains("unauthorized") || lower.contains("not logged in")) {
            return new Outcome.Failed(new PoeFailure.AuthExpired(SIGNED_OUT));
        }
        return unexpected(
                error.isBlank()
                        ? "poe.com answered " + operation.key() + " without data."
                        : "poe.com answered " + operation.key() + " with the error \"" + quote(error) + "\".",
                spendOf(operation));
    }

    static Spend spendOf(Operation operation) {
        return operation.kind() == Operation.Kind.CREATES ? Spend.POSSIBLE : Spend.NONE;
    }

    JsonNode parse(String text) {
        try {
            return json.readTree(text);
        } catch (JacksonException broken) {
            return MissingNode.getInstance();
        }
    }

    private static String notJson(String text) {
        var start = text.stripLeading();
        if (new SitePage(text).isChallenge()) {
            return CHALLENGE;
        }
        if (start.isEmpty()) {
            return "poe.com answered with an empty body.";
        }
        return start.startsWith("<")
                ? "poe.com answered with a web page where data should be."
                : "poe.com answered with something that is not whole JSON.";
    }

    private static Outcome unexpected(String what, Spend spend) {
        return new Outcome.Failed(new PoeFailure.UnexpectedResponse(what, spend));
    }

    static String quote(String text) {
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    }
}
