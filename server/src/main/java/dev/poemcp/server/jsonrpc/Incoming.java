package dev.poemcp.server.jsonrpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A parsed message from the client. */
public sealed interface Incoming {
    /** How many responses the message gets. */
    default int responses() {
        return 0;
    }

    /** @param id a string or an integer */
    record Request(JsonNode id, String method, @Nullable JsonNode params) implements Incoming {
        @Override
        public int responses() {
            return 1;
        }
    }

    record Notification(String method, @Nullable JsonNode params) implements Incoming {}

    /** The client's response to a request of the server; has either a result or an error. */
    record Response(
            JsonNode id,
            @Nullable JsonNode result,
            @Nullable JsonNode error) implements Incoming {}

    /** Several messages, as revision 2025-03-26 allows; never empty or nested. */
    record Batch(List<Incoming> messages) implements Incoming {
        @Override
        public int responses() {
            return messages.stream().mapToInt(Incoming::responses).sum();
        }
    }

    /** Not a valid message. {@code id} is its id, if it has a valid one. */
    record Malformed(@Nullable JsonNode id, int code, String reason) implements Incoming {
        @Override
        public int responses() {
            return 1;
        }
    }
}
