package dev.poemcp.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.server.resources.ResourceWatch;

/** The client of one request, as the handlers of methods see it; the same in every protocol revision. */
public interface McpClient {
    /** Whether it supports content of type {@code resource_link}, added in revision 2025-06-18. */
    boolean supportsResourceLinks();

    /** Its capabilities, as it declared them. */
    JsonNode capabilities();

    /** Sends a notification before the response. */
    void notify(String method, Object params);

    /**
     * Sends a request to the client and waits for its result.
     *
     * @throws InterruptedException when the call was cancelled
     * @throws InputRequired when the client answers in another request; the handler must end at once
     * @throws io.modelcontextprotocol.spec.McpError when the client gives no usable answer
     */
    JsonNode ask(String method, Object params) throws InterruptedException;

    /** The client's resource subscriptions. */
    ResourceWatch watch();
}
