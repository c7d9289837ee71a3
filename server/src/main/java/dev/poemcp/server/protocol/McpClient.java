package dev.poemcp.server.protocol;

import dev.poemcp.server.resources.ResourceWatch;
import dev.poemcp.server.tools.api.CallContext.Answer;

/** The client as the adapters see it; the same for sessions and for stateless requests. */
interface McpClient {
    /** Whether it supports content of type {@code resource_link}, added in revision 2025-06-18. */
    boolean supportsResourceLinks();

    /** @param token as the client sent it, a string or a number */
    void progress(Object token, double progress, String message);

    /**
     * Asks the user a yes-or-no question and waits for the answer.
     *
     * @throws InterruptedException when the call was cancelled
     */
    Answer confirm(String question) throws InterruptedException;

    /** The client's resource subscriptions. */
    ResourceWatch watch();
}
