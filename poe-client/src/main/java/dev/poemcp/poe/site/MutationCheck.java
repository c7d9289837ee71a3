package dev.poemcp.poe.site;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.json.JsonFields;
import dev.poemcp.poe.site.profile.Operation;

/** Judges what a change came to. Source: docs/poe-protocol.md §6: an object that is null means failure. */
final class MutationCheck {
    private static final String SUCCESS = "success";

    private MutationCheck() {}

    /**
     * The entity that the change answers with.
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
     * The same for changes that tell a status.
     *
     * @throws PoeException {@link PoeFailure.MessageFailed} with the site's own status and words when it is not success
     */
    static JsonNode successful(Operation operation, JsonNode data, String field) {
        var entity = entity(operation, data, field);
        var status = JsonFields.word(entity.path("status"));
        var message = JsonFields.text(entity.path("statusMessage"));
        boolean isGood = status == null ? message == null || message.isBlank() : status.equals(SUCCESS);
        if (!isGood) {
            throw new PoeException(new PoeFailure.MessageFailed(
                    status == null ? "refused" : status, message == null ? "" : message, false, Spend.NONE));
        }
        return entity;
    }

    /**
     * The same for changes that name one thing by its number.
     *
     * @param missing what to throw when the site knows no such thing: it answers with nothing, or with a status that says so
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
