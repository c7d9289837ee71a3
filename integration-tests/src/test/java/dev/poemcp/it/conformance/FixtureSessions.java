package dev.poemcp.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.jsonrpc.ServedVersions;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpRequestHandler;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.InitializeResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerSession.McpStreamableServerSessionInit;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Sessions whose handlers are the fixtures. */
final class FixtureSessions implements McpStreamableServerSession.Factory {
    private final Set<McpStreamableServerSession> open = ConcurrentHashMap.newKeySet();
    private final FixtureTools tools = new FixtureTools(this::announce);
    private final Map<String, MethodHandler> methods = new HashMap<>();

    @FunctionalInterface
    private interface MethodHandler {
        Object handle(JsonNode params, McpAsyncServerExchange exchange);
    }

    FixtureSessions() {
        methods.put("ping", (params, exchange) -> Map.of());
        methods.put("tools/list", (params, exchange) -> Map.of("tools", tools.list()));
        methods.put("tools/call", tools::call);
        methods.put("resources/list", (params, exchange) -> Map.of("resources", FixtureContent.resources()));
        methods.put(
                "resources/templates/list",
                (params, exchange) -> Map.of("resourceTemplates", FixtureContent.templates()));
        methods.put(
                "resources/read",
                (params, exchange) -> FixtureContent.read(params.path("uri").asText()));
        methods.put("resources/subscribe", (params, exchange) -> Map.of());
        methods.put("resources/unsubscribe", (params, exchange) -> Map.of());
        methods.put("prompts/list", (params, exchange) -> Map.of("prompts", FixtureContent.prompts()));
        methods.put("prompts/get", FixtureContent::prompt);
        methods.put("logging/setLevel", (params, exchange) -> Map.of());
        methods.put(
                "completion/complete",
                (params, exchange) -> Map.of("completion", Map.of("values", List.of(), "total", 0, "hasMore", false)));
    }

    private void announce(String notification) {
        open.forEach(session -> session.sendNotification(notification, Map.of())
                .onErrorComplete()
                .block());
    }

    @Override
    public McpStreamableServerSessionInit startSession(InitializeRequest request) {
        var handlers = new HashMap<String, McpRequestHandler<?>>();
        methods.forEach((name, method) ->
                handlers.put(name, (exchange, params) -> Mono.fromCallable(() -> handle(method, params, exchange))));
        var self = new McpStreamableServerSession[1];
        var session = new McpStreamableServerSession(
                UUID.randomUUID().toString(),
                request.capabilities(),
                request.clientInfo(),
                Duration.ofSeconds(20),
                handlers,
                Map.of(),
                () -> Mono.fromRunnable(() -> open.remove(self[0])));
        self[0] = session;
        open.add(session);
        var result = InitializeResult.builder(
                        ServedVersions.settle(request.protocolVersion()),
                        ServerCapabilities.builder()
                                .tools(true)
                                .prompts(true)
                                .resources(true, true)
                                .logging()
                                .completions()
                                .build(),
                        Implementation.builder("fixtures", "1").build())
                .build();
        return new McpStreamableServerSessionInit(session, Mono.just(result));
    }

    private static Object handle(MethodHandler method, @Nullable Object params, McpAsyncServerExchange exchange) {
        try {
            return method.handle(JsonRpc.JSON.valueToTree(params == null ? Map.of() : params), exchange);
        } catch (IllegalArgumentException e) {
            throw McpError.builder(ErrorCodes.INVALID_PARAMS)
                    .message(String.valueOf(e.getMessage()))
                    .build();
        }
    }
}
