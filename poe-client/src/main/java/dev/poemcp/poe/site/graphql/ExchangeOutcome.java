package dev.poemcp.poe.site.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.PoeFailure;

/** What one exchange came to. */
sealed interface ExchangeOutcome {
    /** {@code data} is an object; what is missing in it is the asker's to judge. */
    record Data(JsonNode data) implements ExchangeOutcome {}

    /**
     * Refused, as requests with a wrong signature, formkey, header or form are. Mostly nothing ran, but the site may have
     * refused after it had carried the request out.
     */
    record Refused(String why) implements ExchangeOutcome {}

    /** The site does not know the hash, so nothing ran. */
    record UnknownQuery() implements ExchangeOutcome {}

    /** {@code Server Error}: mostly a stale hash or variables that do not suit it, but something may have run. */
    record ServerError() implements ExchangeOutcome {}

    /** Anything else. */
    record Failed(PoeFailure failure) implements ExchangeOutcome {}
}
