package dev.poemcp.server.protocol.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Tools whose work continues at Poe after their call has returned, and whose status can be read with a few state
 * facts. Keeps no state.
 */
public interface TaskSource {
    /**
     * The status of the work.
     *
     * @param result of the call as if it had waited; empty while the work continues
     */
    record TaskStatus(Status status, String message, Optional<JsonNode> result) {}

    enum Status {
        WORKING,
        COMPLETED,
        CANCELLED
    }

    /** Arguments that make the call return early; empty when the tool has no long work. */
    Optional<ObjectNode> withShortWait(String tool, ObjectNode arguments);

    /** What to remember of work that continues; empty when the result is final. */
    Optional<ObjectNode> stateToKeep(String tool, JsonNode result);

    TaskStatus status(ObjectNode state);

    /** Cancels this work, if it can still be cancelled, and no other. */
    void cancel(ObjectNode state);
}
