package dev.poemcp.server.jsonrpc;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Handles requests that need no session, before those with sessions are considered. */
public interface Sessionless {
    /** Whether it handles the request; must not block. */
    boolean accepts(Incoming.Request request);

    /** Whether the request gets its response only when it is ended. */
    boolean isOpenEnded(Incoming.Request request);

    /**
     * Handles the request on the calling thread; an interrupt ends it.
     *
     * @param notifications accepts the messages before the response; may be called from any thread
     * @return a JSON-RPC response, or null for none
     */
    @Nullable
    Object handle(Incoming.Request request, Consumer<Object> notifications);

    /** For a server that serves only revisions with sessions. */
    static Sessionless none() {
        return new Sessionless() {
            @Override
            public boolean accepts(Incoming.Request request) {
                return false;
            }

            @Override
            public boolean isOpenEnded(Incoming.Request request) {
                return false;
            }

            @Override
            public @Nullable Object handle(Incoming.Request request, Consumer<Object> notifications) {
                throw new IllegalStateException("No request is sessionless.");
            }
        };
    }
}
