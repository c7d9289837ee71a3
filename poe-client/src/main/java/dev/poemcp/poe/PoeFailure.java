package dev.poemcp.poe;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a request to Poe failed: {@link #what()} in one sentence, whether points may be spent, whether and when a
 * repetition can help. No text here contains a credential.
 */
public sealed interface PoeFailure {
    /** What failed, in one sentence for a user. */
    String what();

    <T> T match(Cases<T> cases);

    default Spend spend() {
        return Spend.NONE;
    }

    /** The same failure with another {@link #spend()}; unchanged where the kind of failure determines it. */
    default PoeFailure withSpend(Spend spend) {
        return this;
    }

    /** Whether the same request may succeed when it is repeated unchanged; says nothing about whether that is safe. */
    default boolean repeatable() {
        return false;
    }

    default Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /** The request contradicts itself or the state of the chat, so nothing was sent to Poe. */
    record InvalidRequest(String what) implements PoeFailure {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.invalidRequest(this);
        }
    }

    /** A credential is missing; {@code setting} is its environment variable. */
    record NotConfigured(String what, String setting) implements PoeFailure {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notConfigured(this);
        }
    }

    /**
     * Poe does not accept the credentials: the site redirects to its login page or says that no one is signed in, or the
     * official API refuses the key.
     */
    record AuthExpired(String what, Via via, Spend spend) implements PoeFailure {
        /** For the account's cookies. */
        public AuthExpired(String what, Spend spend) {
            this(what, Via.ACCOUNT, spend);
        }

        /** Same, with nothing spent. */
        public AuthExpired(String what) {
            this(what, Spend.NONE);
        }

        @Override
        public PoeFailure withSpend(Spend other) {
            return new AuthExpired(what, via, other);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.authExpired(this);
        }
    }

    /** No formkey that Poe accepts was found. */
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
     * The site no longer knows the persisted query, or needs other variables. {@code POSSIBLE} where it said only
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

    /** The entity does not exist, or this account cannot see it. */
    record NotFound(Subject subject, String name, String what) implements PoeFailure {
        public NotFound(Subject subject, String name) {
            this(
                    subject,
                    name,
                    "Poe has no " + subject.name().toLowerCase(Locale.ROOT) + " \"" + name
                            + "\" that this account can see.");
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notFound(this);
        }
    }

    /** Type of the missing entity. */
    enum Subject {
        BOT,
        USER,
        CHAT,
        MESSAGE,
        CATEGORY,
        SHARE
    }

    /** The account has too few points for the message. */
    record InsufficientPoints(String what) implements PoeFailure {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.insufficientPoints(this);
        }
    }

    /** Poe limits the request rate; {@code retryAfter} is the pause it named, if any. */
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
     * Poe accepted the message and the reply failed, or the site refused it: {@code state} is Poe's own name of the
     * message state or status, {@code text} its explanation (or empty).
     */
    record MessageFailed(String state, String text, boolean repeatable, Spend spend) implements PoeFailure {
        @Override
        public String what() {
            String end = text.isBlank() || ".!?…".indexOf(text.charAt(text.length() - 1)) < 0 ? "." : "";
            return "Poe reports \"" + state + "\"" + (text.isBlank() ? "" : ": " + text) + end;
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.messageFailed(this);
        }
    }

    /**
     * The message costs more than the account's own limit per message; no reply was started. {@code limit} is the
     * account's limit in points, if known; {@code sent} says that the message is in the chat, where Poe asks for consent
     * (in a browser only: no request that gives it is known).
     */
    record PointsLimit(String what, Optional<Long> limit, boolean sent) implements PoeFailure {
        /** For a message that was not sent. */
        public static PointsLimit unsent(String bot, long points, long limit) {
            return new PointsLimit(
                    "A message to " + bot + " costs " + points + " points, and the account's own limit per message is "
                            + limit + "; nothing was sent.",
                    Optional.of(limit),
                    false);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.pointsLimit(this);
        }
    }

    /**
     * Cloudflare, in front of poe.com, asks for a browser.
     *
     * @param inBrowser whether the request already went through the user's browser
     */
    record Blocked(String what, Spend spend, boolean inBrowser) implements PoeFailure {
        /** For a request that did not go through a browser. */
        public Blocked(String what, Spend spend) {
            this(what, spend, false);
        }

        @Override
        public PoeFailure withSpend(Spend other) {
            return new Blocked(what, other, inBrowser);
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

    /** A file may not or cannot be attached; nothing of it was sent. */
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

    /** The connection could not be established, or broke. */
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

    /** Poe responded with a 5xx status. */
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

    /** The response is not usable: HTML, truncated JSON, a missing part. */
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

    /** The caller cancelled. */
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

    /** One method per failure, so that a new failure compiles only once every user handles it. */
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
