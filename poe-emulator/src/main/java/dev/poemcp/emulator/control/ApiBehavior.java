package dev.poemcp.emulator.control;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How the official API behaves where docs/official-api.md leaves a choice or a test needs a failure. Each setting takes
 * effect immediately and stays.
 */
public final class ApiBehavior {
    private final ApiTransfer transfer = new ApiTransfer();
    private final ApiFailures failures = new ApiFailures();
    private final Map<String, BotAccess> access = new ConcurrentHashMap<>();
    private volatile UnknownParameters unknownParameters = UnknownParameters.IGNORED;
    private volatile Payment payment = Payment.INSUFFICIENT_CREDITS;
    private volatile ErrorCode errorCode = ErrorCode.TEXT;
    private volatile String unauthorizedType = "authentication_error";
    private volatile BotFailures botFailures = BotFailures.EVENTS;
    private volatile Issuer issuer = Issuer.GIVEN;
    private volatile Answers answers = Answers.SCRIPTED;
    private volatile int answerBytes;
    private volatile int readsBeforeCost;
    private volatile int requestsPerMinute = 500;
    private volatile boolean rateHeaders = true;
    private volatile boolean nullExpiryAbsent;
    private volatile boolean modelsListed = true;
    private int plannedCount;
    private PlannedStatus planned = new PlannedStatus(500, null, false);

    ApiBehavior() {}

    /** Request fields that the model does not declare (docs/official-api.md §3.1). */
    public enum UnknownParameters {
        IGNORED,
        /** 400 {@code invalid_request_error}. */
        REFUSED
    }

    /** The {@code type} of a 402 (docs/official-api.md §12). */
    public enum Payment {
        INSUFFICIENT_CREDITS,
        INSUFFICIENT_QUOTA,
        INSUFFICIENT_POINTS
    }

    /** The {@code code} of an error (docs/official-api.md §12). */
    public enum ErrorCode {
        TEXT,
        /** The status as a number. */
        NUMBER,
        NULL,
        ABSENT
    }

    /** Who may ask a bot. */
    public enum BotAccess {
        PUBLIC,
        PRIVATE,
        /** Neither listed nor callable. */
        REMOVED,
        /** Callable only with a subscription, which the account does not have. */
        SUBSCRIPTION
    }

    /** How {@code POST /bot/…} reports failures (docs/official-api.md §8.3). */
    public enum BotFailures {
        /** Status 200 and an {@code error} event. */
        EVENTS,
        /** The HTTP status and a text. */
        STATUS
    }

    /** The {@code iss} of the OAuth callback (docs/official-api.md §2.3). */
    public enum Issuer {
        /** The emulator's address. */
        GIVEN,
        ABSENT,
        WRONG
    }

    /** What bots reply. */
    public enum Answers {
        /** Their scripts. */
        SCRIPTED,
        /** No text, ended as complete. */
        EMPTY,
        /** Text without end. */
        ENDLESS,
        /** Text of the length of {@link ApiBehavior#answerBytes()}. */
        SIZED
    }

    /**
     * A status that replaces the response to a request.
     *
     * @param retryAfter for the header; null: none
     * @param executed whether the request is executed anyway
     */
    public record PlannedStatus(int status, @Nullable Duration retryAfter, boolean executed) {}

    /** How the bytes of responses travel. */
    public ApiTransfer transfer() {
        return transfer;
    }

    /** Endpoints that do not work. */
    public ApiFailures failures() {
        return failures;
    }

    /** Initially {@link UnknownParameters#IGNORED}. */
    public void unknownParameters(UnknownParameters value) {
        unknownParameters = value;
    }

    public UnknownParameters unknownParameters() {
        return unknownParameters;
    }

    /** Initially {@link Payment#INSUFFICIENT_CREDITS}. */
    public void payment(Payment value) {
        payment = value;
    }

    public Payment payment() {
        return payment;
    }

    /** Initially {@link ErrorCode#TEXT}. */
    public void errorCode(ErrorCode value) {
        errorCode = value;
    }

    public ErrorCode errorCode() {
        return errorCode;
    }

    /** The {@code type} of a 401; initially {@code authentication_error}, elsewhere {@code invalid_request_error}. */
    public void unauthorizedType(String value) {
        unauthorizedType = value;
    }

    public String unauthorizedType() {
        return unauthorizedType;
    }

    /** Initially {@link BotAccess#PUBLIC} for every bot. */
    public void access(String handle, BotAccess value) {
        access.put(handle, value);
    }

    public BotAccess access(String handle) {
        return access.getOrDefault(handle, BotAccess.PUBLIC);
    }

    /** Initially {@link BotFailures#EVENTS}. */
    public void botFailures(BotFailures value) {
        botFailures = value;
    }

    public BotFailures botFailures() {
        return botFailures;
    }

    /** Initially {@link Issuer#GIVEN}. */
    public void issuer(Issuer value) {
        issuer = value;
    }

    public Issuer issuer() {
        return issuer;
    }

    /** Whether the token response of a key without expiry has no field for it, instead of null; initially false. */
    public void nullExpiryAbsent(boolean value) {
        nullExpiryAbsent = value;
    }

    public boolean nullExpiryAbsent() {
        return nullExpiryAbsent;
    }

    /** Whether {@code /v1/models} lists the models; if not, its list is empty. Initially true. */
    public void modelsListed(boolean value) {
        modelsListed = value;
    }

    public boolean modelsListed() {
        return modelsListed;
    }

    /** Initially {@link Answers#SCRIPTED}; {@link #answersOf} sets {@link Answers#SIZED}. */
    public void answers(Answers value) {
        answers = value;
    }

    public Answers answers() {
        return answers;
    }

    /** Every bot replies with a text of this many bytes, all of them ASCII. */
    public void answersOf(int bytes) {
        answerBytes = bytes;
        answers = Answers.SIZED;
    }

    public int answerBytes() {
        return answerBytes;
    }

    /** How often a new row of the points history shows 0 points before its cost; initially 0. */
    public void readsBeforeCost(int count) {
        readsBeforeCost = count;
    }

    public int readsBeforeCost() {
        return readsBeforeCost;
    }

    /** Requests of a key in a minute before 429; initially 500. */
    public void requestsPerMinute(int count) {
        requestsPerMinute = count;
    }

    public int requestsPerMinute() {
        return requestsPerMinute;
    }

    /** Whether responses tell the rate limit; initially true. */
    public void rateHeaders(boolean value) {
        rateHeaders = value;
    }

    public boolean rateHeaders() {
        return rateHeaders;
    }

    /**
     * The next {@code count} requests get this status and are not executed; except reads of points, which a client may
     * send at any time.
     */
    public synchronized void failNext(int count, int status, @Nullable Duration retryAfter) {
        plannedCount = count;
        planned = new PlannedStatus(status, retryAfter, false);
    }

    /** The next {@code count} of these requests are executed and get this status all the same. */
    public synchronized void failNextAfterExecution(int count, int status) {
        plannedCount = count;
        planned = new PlannedStatus(status, null, true);
    }

    /** Used by the API: the status of this request, counted down. */
    public synchronized Optional<PlannedStatus> takePlanned() {
        if (plannedCount == 0) {
            return Optional.empty();
        }
        plannedCount--;
        return Optional.of(planned);
    }
}
