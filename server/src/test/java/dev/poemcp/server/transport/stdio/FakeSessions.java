package dev.poemcp.server.transport.stdio;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.jsonrpc.ServedVersions;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpRequestHandler;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.InitializeResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerSession.McpStreamableServerSessionInit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Sessions with tools for transport tests: {@code echo} returns its text, {@code wait} waits until {@link #release},
 * {@code steps} sends progress, {@code flood} sends much progress, {@code ask} asks two questions, {@code fail}
 * throws.
 */
public final class FakeSessions implements McpStreamableServerSession.Factory {
    private final String name;
    private final CountDownLatch release = new CountDownLatch(1);
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final AtomicInteger completed = new AtomicInteger();
    private final List<McpStreamableServerSession> sessions = new ArrayList<>();

    /** @param name prefix of the texts that {@code echo} returns */
    public FakeSessions(String name) {
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

    /** Notifies all sessions that a resource has changed. */
    public void notifyUpdated(String uri) {
        for (var session : List.copyOf(sessions)) {
            session.sendNotification("notifications/resources/updated", Map.of("uri", uri))
                    .onErrorComplete()
                    .block();
        }
    }

    @Override
    public synchronized McpStreamableServerSessionInit startSession(InitializeRequest request) {
        var handlers = new HashMap<String, McpRequestHandler<?>>();
        handlers.put("tools/list", (exchange, params) -> Mono.just(Map.of("tools", List.of())));
        handlers.put("resources/subscribe", (exchange, params) -> Mono.just(Map.of()));
        handlers.put("resources/read", (exchange, params) -> Mono.fromCallable(() -> contents(await())));
        handlers.put("tools/call", (exchange, params) -> Mono.fromCallable(() -> call(tree(params), exchange)));
        var session = new McpStreamableServerSession(
                UUID.randomUUID().toString(),
                request.capabilities(),
                request.clientInfo(),
                Duration.ofSeconds(10),
                handlers,
                Map.of(),
                () -> Mono.fromRunnable(() -> events.add("closed")));
        sessions.add(session);
        return new McpStreamableServerSessionInit(
                session,
                Mono.just(InitializeResult.builder(
                                ServedVersions.settle(request.protocolVersion()),
                                ServerCapabilities.builder()
                                        .tools(false)
                                        .resources(true, false)
                                        .build(),
                                Implementation.builder("trial", "1").build())
                        .build()));
    }

    private static JsonNode tree(@Nullable Object params) {
        return JsonRpc.JSON.valueToTree(params);
    }

    private Object call(JsonNode params, McpAsyncServerExchange exchange) {
        var given = params.path("arguments").path("text").asText();
        return switch (params.path("name").asText()) {
            case "echo" -> text(name + ":" + given);
            case "wait" -> text(await());
            case "steps" -> steps(params.path("_meta").path("progressToken").asText(), 3, exchange);
            case "flood" -> steps(params.path("_meta").path("progressToken").asText(), 20_000, exchange);
            case "ask" -> ask(given, exchange);
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

    private static Object steps(String token, int count, McpAsyncServerExchange exchange) {
        for (var step = 1; step <= count && !Thread.currentThread().isInterrupted(); step++) {
            exchange.progressNotification(ProgressNotification.builder(token, step)
                            .message("x".repeat(count > 100 ? 1_000 : 1))
                            .build())
                    .block();
        }
        return text("stepped");
    }

    private Object ask(String what, McpAsyncServerExchange exchange) {
        for (var question : List.of("Really " + what + "?", "Really, really?")) {
            var form = ElicitFormRequest.builder(question, Map.of("type", "object", "properties", Map.of()))
                    .build();
            var response = exchange.createElicitation(form).block();
            if (response == null
                    || response.action() != io.modelcontextprotocol.spec.McpSchema.ElicitResult.Action.ACCEPT) {
                return text("not done");
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
