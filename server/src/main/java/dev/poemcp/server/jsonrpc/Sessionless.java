package dev.poemcp.server.jsonrpc;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The part of the protocol that needs no session; it stands in front of the one that does. */
public interface Sessionless {
    /** Whether a request belongs to it; must be quick. */
    boolean takes(Incoming.Request request);

    /** Whether its answer comes only when it is ended from outside. */
    boolean isOpenEnded(Incoming.Request request);

    /**
     * Answers on the calling thread, when there is an answer; an interrupt ends it.
     *
     * @param before takes what comes before the answer; may be called from other threads, too
     * @return a JSON-RPC response, or null when there is to be none
     */
    @Nullable
    Object answer(Incoming.Request request, Consumer<Object> before);

    /** For a server that knows sessions only. */
    static Sessionless none() {
        return new Sessionless() {
            @Override
            public boolean takes(Incoming.Request request) {
                return false;
            }

            @Override
            public boolean isOpenEnded(Incoming.Request request) {
                return false;
            }

            @Override
            public @Nullable Object answer(Incoming.Request request, Consumer<Object> before) {
                throw new IllegalStateException("No request belongs here.");
            }
        };
    }
}
