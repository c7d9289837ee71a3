package dev.poemcp.poe.site.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;

/** The result of a request that passed the gate. */
sealed interface QueryResult {
    record Success(JsonNode data) implements QueryResult {}

    /** @param sent whether a request was sent at all; all queries may be known to be unknown to the site */
    record Failure(@Override PoeFailure failure, boolean sent) implements QueryResult {}

    /** The site did not know the query of an operation that is executed once. */
    record UnknownHash(@Override PoeFailure failure) implements QueryResult {}

    /** @throws PoeException the failure */
    default JsonNode orThrow() {
        if (this instanceof Success success) {
            return success.data();
        }
        throw new PoeException(failure());
    }

    /** @throws IllegalStateException after a success */
    default PoeFailure failure() {
        throw new IllegalStateException("a success");
    }
}
