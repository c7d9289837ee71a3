package dev.poemcp.server.jsonrpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a line from the client turned out to be. */
public sealed interface Incoming {
    /** @param id a string or an integer */
    record Request(JsonNode id, String method, @Nullable JsonNode params) implements Incoming {}

    record Notification(String method, @Nullable JsonNode params) implements Incoming {}

    /** The client's answer to a question of ours; exactly one of result and error is there. */
    record Response(
            JsonNode id,
            @Nullable JsonNode result,
            @Nullable JsonNode error) implements Incoming {}

    /** Several at once, as revision 2025-03-26 allows; never empty, never nested. */
    record Batch(List<Incoming> messages) implements Incoming {}

    /** Not a message. {@code id} is its id where it had a usable one. */
    record Malformed(@Nullable JsonNode id, int code, String why) implements Incoming {}
}
