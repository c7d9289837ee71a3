package dev.poemcp.poe.site.session;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.http.Answer;
import dev.poemcp.poe.site.http.NoAnswerException;
import dev.poemcp.poe.site.json.Fields;
import dev.poemcp.poe.site.page.SitePage;
import dev.poemcp.poe.site.profile.Operation;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells answers apart. Known from: protocol reference 3.5, 8.1. */
final class AnswerReader {
    /** Signs that a request was refused at the gate, in the message of a body with {@code success: false}. */
    private static final List<String> GATE =
            List.of("bad request", "invalid form key", "poe-formkey", "poe-tag-id", "csrf");

    /** What public clients have seen for a wrong signature, a rotated formkey or an expired session. */
    private static final Set<Integer> REFUSED = Set.of(400, 401, 403);

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
            return unexpected(notJson(text), spendOf(operation));
        }
        var errors = body.path("errors");
        boolean hasErrors = errors.isArray() && !errors.isEmpty();
        var data = body.path("data");
        if (data.isObject() && !(hasErrors && lacksARoot(data))) {
            return new Outcome.Data(data);
        }
        var error = errors.path(0).path("message").asText(body.path("message").asText(""));
        return withoutData(operation, Boolean.FALSE.equals(Fields.flag(body.path("success"))), error);
    }

    /** Data beside errors is a usable part of the answer, unless what was asked for is what is missing. */
    private static boolean lacksARoot(JsonNode data) {
        return data.isEmpty() || data.valueStream().anyMatch(JsonNode::isNull);
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
        if (answer.status() == 401) {
            return Optional.of(new PoeFailure.AuthExpired(SIGNED_OUT));
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
        if (isChallenge(answer)) {
            return new Outcome.Failed(new PoeFailure.Blocked(CHALLENGE, spend));
        }
        if (status >= 300 && status < 400) {
            var location = answer.headers().get("Location");
            return location != null && location.toLowerCase(Locale.ROOT).contains("login")
                    ? new Outcome.Failed(new PoeFailure.AuthExpired(SIGNED_OUT, spend))
                    : unexpected("poe.com redirected a request (HTTP " + status + ").", spend);
        }
        if (REFUSED.contains(status)) {
            return new Outcome.Refused("HTTP " + status);
        }
        if (status == 429) {
            return new Outcome.Failed(new PoeFailure.RateLimited(
                    "poe.com wants fewer requests (HTTP 429).", RetryAfter.of(answer.headers(), clock), spend));
        }
        if (status >= 500) {
            return new Outcome.Failed(
                    new PoeFailure.Unavailable(status, RetryAfter.of(answer.headers(), clock), spend));
        }
        return unexpected("poe.com answered HTTP " + status + ".", spend);
    }

    /** Whether the status is one of a refusal at the gate, and not Cloudflare's. */
    static boolean isRefusal(Answer answer) {
        return REFUSED.contains(answer.status()) && !isChallenge(answer);
    }

    /** Cloudflare marks its answers; older forms are told by their title, which a page of the site may have, too. */
    private static boolean isChallenge(Answer answer) {
        boolean isRefusal = answer.status() == 403 || answer.status() == 503;
        return answer.headers().get("cf-mitigated") != null
                || (isRefusal && new SitePage(answer.text()).hasChallengeTitle());
    }

    static final String SIGNED_OUT =
            "poe.com says that no one is signed in: the session cookie is wrong or has expired.";
    static final String CHALLENGE = "Cloudflare, in front of poe.com, asks for a browser (\"Just a moment\").";

    private static Outcome withoutData(Operation operation, boolean isRefusal, String error) {
        var lower = error.toLowerCase(Locale.ROOT);
        if (error.contains("PersistedQueryNotFound")) {
            return new Outcome.UnknownQuery();
        }
        if (lower.contains("server error")) {
            return new Outcome.ServerError();
        }
        if (isRefusal && GATE.stream().anyMatch(lower::contains)) {
            return new Outcome.Refused("\"" + quote(error) + "\"");
        }
        if (lower.contains("unauthorized") || lower.contains("not logged in")) {
            return new Outcome.Failed(new PoeFailure.AuthExpired(SIGNED_OUT, spendOf(operation)));
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
