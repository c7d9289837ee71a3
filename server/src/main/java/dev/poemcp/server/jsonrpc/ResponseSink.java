package dev.poemcp.server.jsonrpc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where the answer to one message goes; it is called exactly once a message. */
@FunctionalInterface
public interface ResponseSink {
    /** @param answer a JSON-RPC response; null when there is to be none */
    void answer(@Nullable Object answer);

    /** A line of its own. */
    static ResponseSink line(Consumer<Object> writer) {
        return answer -> {
            if (answer != null) {
                writer.accept(answer);
            }
        };
    }

    /** One line for all answers of a batch, when the last of them is there; none when all are null. */
    static ResponseSink batch(int expected, Consumer<Object> writer) {
        return new ResponseSink() {
            private final List<Object> answers = new ArrayList<>();
            private int missing = expected;

            @Override
            public void answer(@Nullable Object answer) {
                if (lastOne(answer) && !answers.isEmpty()) {
                    writer.accept(answers);
                }
            }

            private synchronized boolean lastOne(@Nullable Object answer) {
                if (answer != null) {
                    answers.add(answer);
                }
                missing--;
                return missing == 0;
            }
        };
    }
}
