package dev.poemcp.poe.site.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.profile.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The response to a mutation. Source: docs/poe-protocol.md §6: a null object means failure.
 *
 * @param isNull whether its field is null
 * @param isMissing whether it has no such field
 */
public record MutationResult(
        boolean isNull,
        boolean isMissing,
        @Nullable String status,
        @Nullable String statusMessage) {
    /** @param field the mutation's name in the response */
    public static JsonReader<MutationResult> of(String field) {
        return data -> read(data.path(field));
    }

    static MutationResult read(JsonNode entity) {
        return new MutationResult(
                entity.isNull(),
                entity.isMissingNode(),
                JsonFields.word(entity.path("status")),
                JsonFields.text(entity.path("statusMessage")));
    }

    /**
     * Checks the result and, for mutations that return one, its status.
     *
     * @throws PoeException {@link PoeFailure.UnexpectedResponse} when the result is null or missing; {@link
     *     PoeFailure.MessageFailed} with the site's own status and text if it is not success
     */
    public void check(Operation operation) {
        if (isNull || isMissing) {
            throw empty(operation);
        }
        boolean isSuccess =
                status == null ? statusMessage == null || statusMessage.isBlank() : status.equals("success");
        if (!isSuccess) {
            throw new PoeException(new PoeFailure.MessageFailed(
                    status == null ? "refused" : status,
                    statusMessage == null ? "" : statusMessage,
                    false,
                    Spend.NONE));
        }
    }

    /**
     * The same for mutations of one entity.
     *
     * @throws PoeException {@link PoeFailure.NotFound} if the result is null or has a status that says so
     */
    public void check(Operation operation, PoeFailure.Subject subject, long id) {
        if (isNull || (status != null && status.contains("not_found"))) {
            throw new PoeException(new PoeFailure.NotFound(subject, Long.toString(id)));
        }
        check(operation);
    }

    /** The failure for a response without the requested object. */
    public static PoeException empty(Operation operation) {
        return new PoeException(new PoeFailure.UnexpectedResponse(
                "poe.com did not do it: its answer to " + operation.key() + " is empty.", Spend.NONE));
    }
}
