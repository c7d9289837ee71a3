package dev.poemcp.server.protocol.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Tools whose work goes on elsewhere when their call has come back, and can be asked after by anyone who remembers a
 * few facts. Nothing of it is kept here.
 */
public interface TaskSource {
    /**
     * Where the work stands.
     *
     * @param result of the call as it would have been had it waited; empty while the work goes on
     */
    record Standing(Status status, String message, Optional<JsonNode> result) {}

    enum Status {
        WORKING,
        COMPLETED,
        CANCELLED
    }

    /** The arguments with which the call comes back early; empty when this is no tool with long work. */
    Optional<ObjectNode> early(String tool, ObjectNode arguments);

    /** What to remember of work that goes on; empty when the result is final. */
    Optional<ObjectNode> remember(String tool, JsonNode result);

    Standing look(ObjectNode remembered);

    /** Ends this work, and no other, as far as it can be ended. */
    void cancel(ObjectNode remembered);
}
