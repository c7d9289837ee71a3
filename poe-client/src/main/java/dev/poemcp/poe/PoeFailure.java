package dev.poemcp.poe;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Why Poe did not do what was asked: {@link #what()} in one sentence, whether points may be spent, whether asking again
 * can help, and after how long. No text in here ever holds a credential.
 */
public sealed interface PoeFailure {
    /** What failed, in one sentence for a person. */
    String what();

    <T> T match(Cases<T> cases);

    default Spend spend() {
        return Spend.NONE;
    }

    /** The same failure with another {@link #spend()}; unchanged where the failure itself settles that. */
    default PoeFailure withSpend(Spend spend) {
        return this;
    }

    /** Whether the same request may succeed when it is made again unchanged; says nothing about whether that is safe. */
    default boolean repeatable() {
        return false;
    }

    default Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /** The request contradicts itself or the state of the chat, so nothing was asked of Poe. */
    record InvalidRequest(String what) implements PoeFailure {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.invalidRequest(this);
        }
    }

    /** A credential is missing; {@code setting} is the environment variable that would hold it. */
    record NotConfigured(String what, String setting) implements PoeFailure {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notConfigured(this);
        }
    }

    /** Poe redirects to its login page, or says that no one is signed in. */
    record AuthExpired(String what, Spend spend) implements PoeFailure {
        public AuthExpired(String what) {
            this(what, Spend.NONE);
        }

        @Override
        public PoeFailure withSpend(Spend other) {
            return new AuthExpired(what, other);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.authExpired(this);
        }
    }

    /** No formkey that Poe accepts could be found. */
    record FormkeyUnavailable(String what, Spend spend) implements PoeFailure {
        public FormkeyUnavailable(String what) {
            this(what, Spend.NONE);
        }

        @Override
        public PoeFailure withSpend(Spend other) {
            return new FormkeyUnavailable(what, other);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.formkeyUnavailable(this);
        }
    }

    /**
     * The site no longer knows the persisted query, or wants other variables. {@code POSSIBLE} where it said no more than
     * {@code Server Error} to a request that creates something.
     */
    record QueryOutdated(String operation, String hash, Spend spend) implements PoeFailure {
        public QueryOutdated(String operation, String hash) {
            this(operation, hash, Spend.NONE);
        }

        @Override
        public String what() {
            return "poe.com no longer accepts the query " + operation + " (hash " + hash + ").";
        }

        @Override
        public PoeFailure withSpend(Spend other) {
            return new QueryOutdated(operation, hash, other);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.queryOutdated(this);
        }
    }

    /** There is no such thing, or it is not this account's to see. */
    record NotFound(Subject subject, String name) implements PoeFailure {
        @Override
        public String what() {
            return "Poe has no " + subject.name().toLowerCase(Locale.ROOT) + " \"" + name
                    + "\" that this account can see.";
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notFound(this);
        }
    }

    /** What was not found. */
    enum Subject {
        BOT,
        USER,
        CHAT,
        MESSAGE,
        CATEGORY,
        SHARE
    }

    /** The account's points do not pay for the message. */
    record InsufficientPoints(String what) implements PoeFailure {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.insufficientPoints(this);
        }
    }

    /** Poe wants fewer requests; {@code retryAfter} is what it said, if it said anything. */
    record RateLimited(String what, Optional<Duration> retryAfter, Spend spend) implements PoeFailure {
        public RateLimited(String what, Optional<Duration> retryAfter) {
            this(what, retryAfter, Spend.NONE);
        }

        @Override
        public boolean repeatable() {
            return spend == Spend.NONE;
        }

        @Override
        public PoeFailure withSpend(Spend other) {
            return new RateLimited(what, retryAfter, other);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.rateLimited(this);
        }
    }

    /**
     * Poe took the message, and the answer failed there or the site refused it: {@code state} is Poe's own name of
     * the message state or status, {@code text} its explanation (or empty).
     */
    record MessageFailed(String state, String text, boolean repeatable, Spend spend) implements PoeFailure {
        @Override
        public String what() {
            return "Poe reports \"" + state + "\"" + (text.isBlank() ? "." : ": " + text);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.messageFailed(this);
        }
    }

    /**
     * Poe asks for consent, because the message costs more than the account's own limit per message; no answer was
     * started. {@code limit} is the account's limit in points, where it is known.
     */
    record PointsLimit(String what, Optional<Long> limit) implements PoeFailure {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.pointsLimit(this);
        }
    }

    /** Cloudflare, in front of poe.com, asks for a browser. */
    record Blocked(String what, Spend spend) implements PoeFailure {
        @Override
        public PoeFailure withSpend(Spend other) {
            return new Blocked(what, other);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.blocked(this);
        }
    }

    record MessageTooLong(String what) implements PoeFailure {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.messageTooLong(this);
        }
    }

    /** A file may not or can not be attached; nothing of it was sent. */
    record FileRejected(String file, String why) implements PoeFailure {
        @Override
        public String what() {
            return "The file \"" + file + "\" was rejected: " + why;
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.fileRejected(this);
        }
    }

    record TimedOut(String what, Spend spend) implements PoeFailure {
        @Override
        public boolean repeatable() {
            return spend == Spend.NONE;
        }

        @Override
        public PoeFailure withSpend(Spend other) {
            return new TimedOut(what, other);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.timedOut(this);
        }
    }

    /** The connection could not be made, or broke. */
    record Network(String what, Spend spend) implements PoeFailure {
        @Override
        public boolean repeatable() {
            return spend == Spend.NONE;
        }

        @Override
        public PoeFailure withSpend(Spend other) {
            return new Network(what, other);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.network(this);
        }
    }

    /** Poe answered with a 5xx status. */
    record Unavailable(int status, Optional<Duration> retryAfter, Spend spend) implements PoeFailure {
        @Override
        public String what() {
            return "Poe is unavailable (HTTP " + status + ").";
        }

        @Override
        public boolean repeatable() {
            return spend == Spend.NONE;
        }

        @Override
        public PoeFailure withSpend(Spend other) {
            return new Unavailable(status, retryAfter, other);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.unavailable(this);
        }
    }

    /** Poe answered something that makes no sense here: HTML, truncated JSON, a missing part. */
    record UnexpectedResponse(String what, Spend spend) implements PoeFailure {
        @Override
        public PoeFailure withSpend(Spend other) {
            return new UnexpectedResponse(what, other);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.unexpectedResponse(this);
        }
    }

    /** The caller went away. */
    record Cancelled(String what, Spend spend) implements PoeFailure {
        @Override
        public PoeFailure withSpend(Spend other) {
            return new Cancelled(what, other);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.cancelled(this);
        }
    }

    /** One method per failure, so that a new failure does not compile until every reader has said what it means. */
    interface Cases<T> {
        T invalidRequest(InvalidRequest failure);

        T notConfigured(NotConfigured failure);

        T authExpired(AuthExpired failure);

        T formkeyUnavailable(FormkeyUnavailable failure);

        T queryOutdated(QueryOutdated failure);

        T notFound(NotFound failure);

        T insufficientPoints(InsufficientPoints failure);

        T rateLimited(RateLimited failure);

        T messageFailed(MessageFailed failure);

        T pointsLimit(PointsLimit failure);

        T blocked(Blocked failure);

        T messageTooLong(MessageTooLong failure);

        T fileRejected(FileRejected failure);

        T timedOut(TimedOut failure);

        T network(Network failure);

        T unavailable(Unavailable failure);

        T unexpectedResponse(UnexpectedResponse failure);

        T cancelled(Cancelled failure);
    }
}
