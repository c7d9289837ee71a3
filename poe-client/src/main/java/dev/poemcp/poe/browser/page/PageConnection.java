package dev.poemcp.poe.browser.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.poe.browser.BrowserException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The script {@code page-script.js} in one open page: calls its functions, and passes its reports on to the request or
 * socket that they belong to. Ends once, when the page is gone; then every receiver learns it.
 */
final class PageConnection implements AutoCloseable {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
    /** Characters of commands on their way to the browser; OkHttp ends a socket with more than 16 MB. */
    private static final int MAX_IN_FLIGHT = 8 * 1024 * 1024;

    /** What a request or socket hears of the page; on the thread that reads the connection, so it must not block. */
    interface Receiver {
        void report(String kind, JsonNode value);

        void lost(String why);
    }

    /** Runs the script's functions in the page. */
    interface Script {
        /**
         * @param call parameters of {@code Runtime.callFunctionOn}, without the context
         * @return its result, or completes with {@link BrowserException}
         */
        CompletableFuture<JsonNode> call(ObjectNode call);

        /** Closes the page. */
        void close();
    }

    private final ObjectMapper json = new ObjectMapper();
    private final AtomicLong lastId = new AtomicLong();
    private final Map<Long, Receiver> receivers = new ConcurrentHashMap<>();
    private final Semaphore inFlight = new Semaphore(MAX_IN_FLIGHT, true);
    private final AtomicReference<@Nullable String> end = new AtomicReference<>();
    private final Script script;

    PageConnection(Script script) {
        this.script = script;
    }

    boolean isOpen() {
        return end.get() == null;
    }

    /** @return the id by which the script knows this receiver */
    long register(Receiver receiver) {
        long id = lastId.incrementAndGet();
        receivers.put(id, receiver);
        var why = end.get();
        if (why != null && receivers.remove(id) != null) {
            receiver.lost(why);
        }
        return id;
    }

    void forget(long id) {
        receivers.remove(id);
    }

    /** Calls a function of the script, and waits until the page has run it. */
    void call(String function, Object... arguments) throws BrowserException, InterruptedException {
        int size = size(arguments);
        if (!inFlight.tryAcquire(size, ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new BrowserException("The browser takes no more requests.");
        }
        try {
            var result = send(function, arguments).get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (result.has("exceptionDetails")) {
                throw new BrowserException("The browser's page could not run \"" + function + "\": "
                        + result.at("/exceptionDetails/exception/description").asText());
            }
        } catch (TimeoutException late) {
            throw new BrowserException("The browser's page does not answer.", late);
        } catch (ExecutionException failed) {
            throw new BrowserException(
                    failed.getCause() instanceof BrowserException known
                            ? String.valueOf(known.getMessage())
                            : "The browser's page cannot be reached.",
                    failed);
        } finally {
            inFlight.release(size);
        }
    }

    /** Calls a function with short arguments without waiting; false if the page is gone. */
    boolean post(String function, Object... arguments) {
        return isOpen() && !send(function, arguments).isCompletedExceptionally();
    }

    private static int size(Object... arguments) {
        int size = 1_000;
        for (var argument : arguments) {
            size += argument instanceof String text ? text.length() : 0;
        }
        return Math.min(size, MAX_IN_FLIGHT);
    }

    private CompletableFuture<JsonNode> send(String function, Object... arguments) {
        ObjectNode parameters = JsonNodeFactory.instance
                .objectNode()
                .put("functionDeclaration", "(...values) => { poeMcp." + function + "(...values); }")
                .put("returnByValue", true);
        var list = parameters.putArray("arguments");
        for (var argument : arguments) {
            list.addObject().set("value", json.valueToTree(argument));
        }
        return script.call(parameters);
    }

    /** A report of the script. */
    void reported(String payload) {
        try {
            var report = json.readTree(payload);
            var receiver = receivers.get(report.path(0).asLong());
            if (receiver != null) {
                receiver.report(report.path(1).asText(), report.path(2));
            }
        } catch (JsonProcessingException broken) {
            lost("The browser's page reported something that is not JSON.");
        }
    }

    /** The page is gone. */
    void lost(String why) {
        if (end.compareAndSet(null, why)) {
            receivers.keySet().forEach(id -> {
                var receiver = receivers.remove(id);
                if (receiver != null) {
                    receiver.lost(why);
                }
            });
        }
    }

    /** Closes the page. */
    @Override
    public void close() {
        lost("The browser's page is closed.");
        script.close();
    }
}
