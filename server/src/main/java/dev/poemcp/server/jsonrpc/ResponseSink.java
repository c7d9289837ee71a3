package dev.poemcp.server.jsonrpc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Destination of the response to one message; called exactly once per message. */
@FunctionalInterface
public interface ResponseSink {
    /** @param response a JSON-RPC response; null when none is sent */
    void send(@Nullable Object response);

    /** Passes the response on, if there is one. */
    static ResponseSink skippingNull(Consumer<Object> writer) {
        return response -> {
            if (response != null) {
                writer.accept(response);
            }
        };
    }

    /** Sends all responses of a batch as one list when the last has arrived; null if all are null. */
    static ResponseSink batch(int expected, ResponseSink sink) {
        return new ResponseSink() {
            private final List<Object> responses = new ArrayList<>();
            private int missing = expected;

            @Override
            public void send(@Nullable Object response) {
                if (isLast(response)) {
                    sink.send(responses.isEmpty() ? null : responses);
                }
            }

            private synchronized boolean isLast(@Nullable Object response) {
                if (response != null) {
                    responses.add(response);
                }
                missing--;
                return missing == 0;
            }
        };
    }
}
