package dev.poemcp.emulator.control;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Endpoints of the official API that do not work, until they are repaired. A failing request is not executed. */
public final class ApiFailures {
    private final Map<String, Failure> failures = new ConcurrentHashMap<>();

    ApiFailures() {}

    /** A response to every request of an endpoint. */
    public sealed interface Failure {
        /** An error of the API with this status. */
        record Status(int status) implements Failure {}

        /** Status 200 with another body. */
        record Body(Answer answer) implements Failure {}
    }

    /** What an endpoint returns, with status 200, instead of its data. */
    public enum Answer {
        /** HTML. */
        NOT_JSON,
        /** No body. */
        EMPTY,
        /** An object of an invented shape, as after a change of the API. */
        OTHER_SHAPE
    }

    /** Every request of the endpoint gets this status, whatever its key. */
    public void status(ApiEndpoint endpoint, int status) {
        failures.put(endpoint.operation(), new Failure.Status(status));
    }

    /** Every endpoint returns this status. */
    public void status(int status) {
        Arrays.stream(ApiEndpoint.values()).forEach(endpoint -> status(endpoint, status));
    }

    /** Every request of the endpoint gets this answer, whatever its key. */
    public void answer(ApiEndpoint endpoint, Answer answer) {
        failures.put(endpoint.operation(), new Failure.Body(answer));
    }

    /** The endpoint works again. */
    public void repair(ApiEndpoint endpoint) {
        failures.remove(endpoint.operation());
    }

    /** Every endpoint works again. */
    public void repairAll() {
        failures.clear();
    }

    /** Used by the API: the failure of this operation. */
    public Optional<Failure> of(String operation) {
        return Optional.ofNullable(failures.get(operation));
    }
}
