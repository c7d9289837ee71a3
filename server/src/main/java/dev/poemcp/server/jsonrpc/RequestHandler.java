package dev.poemcp.server.jsonrpc;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Serves the requests of one client, in the way of a protocol revision. */
public interface RequestHandler {
    /** How a request is run. */
    enum Mode {
        /** On the reader's thread, before the next message is read. Must not block. */
        IMMEDIATE,
        /** On its own thread. */
        OWN_THREAD,
        /** On its own thread, for as long as a bot's reply may take; cancelled soon when the client disconnects. */
        WAITS_FOR_REPLY
    }

    Mode mode(Incoming.Request request);

    /**
     * Handles the request on the calling thread; an interrupt ends it.
     *
     * @param messages accepts the messages before the response; may be called from any thread
     * @return a JSON-RPC response, or null for none
     */
    @Nullable
    Object handle(Incoming.Request request, Consumer<Object> messages);

    /** Takes the client's response to a request of the server. */
    void acceptResponse(Incoming.Response response);

    /** Whether the client may send batches now. */
    boolean acceptsBatches();
}
