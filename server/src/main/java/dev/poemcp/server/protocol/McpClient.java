package dev.poemcp.server.protocol;

import dev.poemcp.server.resources.ResourceWatch;
import dev.poemcp.server.tools.api.CallContext.Answer;

/** The client at the other end, as the adapters see it; the same in every era of the protocol. */
interface McpClient {
    /** Whether it knows content of type {@code resource_link}, which came with revision 2025-06-18. */
    boolean takesResourceLinks();

    /** @param token as the client gave it, a string or a number */
    void progress(Object token, double progress, String message);

    /**
     * Asks the person a yes-or-no question and waits for the answer.
     *
     * @throws InterruptedException when the call that asks was cancelled
     */
    Answer confirm(String question) throws InterruptedException;

    /** The resources whose changes it wants to be told of. */
    ResourceWatch watch();
}
