package dev.poemcp.server.protocol;

import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import dev.poemcp.server.protocol.MethodTable.Notifier;
import dev.poemcp.server.resources.ResourceWatch;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Methods with tools for transport tests: {@code echo} returns its text, {@code wait} waits until {@link #release},
 * {@code steps} sends progress, {@code flood} sends much progress, {@code ask} asks two questions, {@code fail}
 * throws.
 */
public final class FakeMethods {
    private final String name;
    private final CountDownLatch release = new CountDownLatch(1);
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final AtomicInteger completed = new AtomicInteger();
    private final Set<Notifier> clients = ConcurrentHashMap.newKeySet();

    /** @param name prefix of the texts that {@code echo} returns */
    public FakeMethods(String name) {
        this.name = name;
    }

    /** The events so far, in order: {@code waiting}, {@code cancelled}, {@code closed}. */
    public BlockingQueue<String> events() {
        return events;
    }

    public void release() {
        release.countDown();
    }

    /** How often {@code ask} got all its answers. */
    public int completed() {
        return completed.get();
    }

    /** Notifies all sessions and subscriptions that a resource has changed. */
    public void notifyUpdated(String uri) {
        clients.forEach(client -> client.notify("notifications/resources/updated", Map.of("uri", uri)));
    }

    public MethodTable table() {
        return new MethodTable(
                new ServerInfo(
                        Implementation.builder("trial", "1").build(),
                        ServerCapabilities.builder()
                                .tools(false)
                                .resources(true, false)
                                .build(),
                        null),
                Map.of(
                        "tools/list", (params, client) -> Map.of("tools", List.of()),
                        "resources/subscribe", (params, client) -> Map.of(),
                        "resources/read", (params, client) -> contents(await()),
                        "tools/call", this::call),
                (method, params) -> false,
                this::watch);
    }

    private ResourceWatch watch(Notifier client) {
        clients.add(client);
        var watch = mock(ResourceWatch.class);
        doAnswer(call -> {
                    clients.remove(client);
                    return events.add("closed");
                })
                .when(watch)
                .close();
        return watch;
    }

    private Object call(Parameters params, McpClient client) {
        var given = params.inner("arguments").textOrEmpty("text");
        return switch (params.text("name")) {
            case "echo" -> text(name + ":" + given);
            case "wait" -> text(await());
            case "steps" -> steps(String.valueOf(params.progressToken()), 3, client);
            case "flood" -> steps(String.valueOf(params.progressToken()), 20_000, client);
            case "ask" -> ask(given, client);
            case "fail" -> throw new IllegalStateException("secret detail");
            default ->
                throw McpError.builder(ErrorCodes.INVALID_PARAMS)
                        .message("Unknown tool")
                        .build();
        };
    }

    private String await() {
        events.add("waiting");
        try {
            release.await();
            return "done";
        } catch (InterruptedException e) {
            events.add("cancelled");
            Thread.currentThread().interrupt();
            return "cancelled";
        }
    }

    private static Object steps(String token, int count, McpClient client) {
        for (var step = 1; step <= count && !Thread.currentThread().isInterrupted(); step++) {
            client.notify(
                    "notifications/progress",
                    Map.of("progressToken", token, "progress", step, "message", "x".repeat(count > 100 ? 1_000 : 1)));
        }
        return text("stepped");
    }

    private Object ask(String what, McpClient client) {
        for (var question : List.of("Really " + what + "?", "Really, really?")) {
            try {
                var answer = client.ask("elicitation/create", Map.of("message", question, "requestedSchema", Map.of()));
                if (!answer.path("action").asText().equals("accept")) {
                    return text("not done");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return text("cancelled");
            }
        }
        completed.incrementAndGet();
        return text("done: " + what);
    }

    private static Object contents(String text) {
        return Map.of("contents", List.of(Map.of("uri", "trial://wait", "text", text)));
    }

    private static Object text(String text) {
        return Map.of("content", List.of(Map.of("type", "text", "text", text)));
    }
}
