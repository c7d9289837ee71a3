package dev.poemcp.poe.site.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.PoeFailure;

/** Outcome of one exchange. */
sealed interface ExchangeOutcome {
    /** {@code data} is an object; the caller checks its content. */
    record Data(JsonNode data) implements ExchangeOutcome {}

    /**
     * Refused, like requests with a wrong signature, formkey, header or form. Usually nothing was executed, but the
     * site may refuse after it has executed the request.
     */
    record Refused(String why) implements ExchangeOutcome {}

    /** The site does not know the hash, so nothing was executed. */
    record UnknownQuery() implements ExchangeOutcome {}

    /** {@code Server Error}: usually a stale hash or wrong variables, but the request may have been executed. */
    record ServerError() implements ExchangeOutcome {}

    /** Anything else. */
    record Failed(PoeFailure failure) implements ExchangeOutcome {}
}
