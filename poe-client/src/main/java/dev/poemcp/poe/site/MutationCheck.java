package dev.poemcp.poe.site;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.json.JsonFields;
import dev.poemcp.poe.site.profile.Operation;

/** Checks the response to a mutation. Source: docs/poe-protocol.md §6: a null object means failure. */
final class MutationCheck {
    private static final String SUCCESS = "success";

    private MutationCheck() {}

    /**
     * The entity in the response.
     *
     * @throws PoeException {@link PoeFailure.UnexpectedResponse} when it is null or missing
     */
    static JsonNode entity(Operation operation, JsonNode data, String field) {
        var entity = data.path(field);
        if (entity.isNull() || entity.isMissingNode()) {
            throw new PoeException(new PoeFailure.UnexpectedResponse(
                    "poe.com did not do it: its answer to " + operation.key() + " is empty.", Spend.NONE));
        }
        return entity;
    }

    /**
     * The same for mutations that return a status.
     *
     * @throws PoeException {@link PoeFailure.MessageFailed} with the site's own status and text if it is not success
     */
    static JsonNode successful(Operation operation, JsonNode data, String field) {
        var entity = entity(operation, data, field);
        var status = JsonFields.word(entity.path("status"));
        var message = JsonFields.text(entity.path("statusMessage"));
        boolean isSuccess = status == null ? message == null || message.isBlank() : status.equals(SUCCESS);
        if (!isSuccess) {
            throw new PoeException(new PoeFailure.MessageFailed(
                    status == null ? "refused" : status, message == null ? "" : message, false, Spend.NONE));
        }
        return entity;
    }

    /**
     * The same for mutations of one entity.
     *
     * @param missing thrown if the entity does not exist: the response is null or has a status that says so
     */
    static JsonNode successful(Operation operation, JsonNode data, String field, PoeFailure.NotFound missing) {
        var status = JsonFields.word(data.path(field).path("status"));
        boolean isMissing = data.path(field).isNull() || (status != null && status.contains("not_found"));
        if (isMissing) {
            throw new PoeException(missing);
        }
        return successful(operation, data, field);
    }
}
