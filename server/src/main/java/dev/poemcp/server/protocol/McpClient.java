package dev.poemcp.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.resources.ResourceWatch;

/**
 * The client of one request, as the handlers of methods see it; the same in every protocol revision. The defaults are
 * for calls that the server makes itself: no notifications, questions or subscriptions.
 */
public interface McpClient {
    /** Whether it supports content of type {@code resource_link}, added in revision 2025-06-18. */
    default boolean supportsResourceLinks() {
        return true;
    }

    /** Its capabilities, as it declared them. */
    default JsonNode capabilities() {
        return JsonRpc.JSON.createObjectNode();
    }

    /** Sends a notification before the response. */
    default void notify(String method, Object params) {
        throw new UnsupportedOperationException("There is no progress token.");
    }

    /**
     * Sends a request to the client and waits for its result.
     *
     * @throws InterruptedException when the call was cancelled
     * @throws InputRequired when the client answers in another request; the handler must end at once
     * @throws io.modelcontextprotocol.spec.McpError when the client gives no usable answer
     */
    default JsonNode ask(String method, Object params) throws InterruptedException {
        throw new UnsupportedOperationException("There is no capability to ask for.");
    }

    /** The client's resource subscriptions. */
    default ResourceWatch watch() {
        throw new UnsupportedOperationException("This call cannot subscribe.");
    }
}
