package dev.poemcp.it.conformance;

import dev.poemcp.server.protocol.McpClient;
import dev.poemcp.server.protocol.MethodTable;
import dev.poemcp.server.protocol.MethodTable.MethodHandler;
import dev.poemcp.server.protocol.MethodTable.Notifier;
import dev.poemcp.server.protocol.Parameters;
import dev.poemcp.server.protocol.ServerInfo;
import dev.poemcp.server.resources.ResourceWatch;
import dev.poemcp.server.resources.UpdateTimer;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The method table of the fixtures. */
final class FixtureMethods {
    private final Set<Notifier> clients = ConcurrentHashMap.newKeySet();
    private final FixtureTools tools = new FixtureTools(this::announce);

    MethodTable table() {
        var methods = new HashMap<String, MethodHandler>();
        methods.put("tools/list", (params, client) -> Map.of("tools", tools.list()));
        methods.put("tools/call", (params, client) -> checked(() -> tools.call(params.tree(), client)));
        methods.put("resources/list", (params, client) -> Map.of("resources", FixtureContent.resources()));
        methods.put(
                "resources/templates/list",
                (params, client) -> Map.of("resourceTemplates", FixtureContent.templates()));
        methods.put("resources/read", (params, client) -> FixtureContent.read(params.textOrEmpty("uri")));
        methods.put("resources/subscribe", FixtureMethods::nothing);
        methods.put("resources/unsubscribe", FixtureMethods::nothing);
        methods.put("prompts/list", (params, client) -> Map.of("prompts", FixtureContent.prompts()));
        methods.put("prompts/get", (params, client) -> checked(() -> FixtureContent.prompt(params.tree(), client)));
        methods.put("logging/setLevel", FixtureMethods::nothing);
        methods.put(
                "completion/complete",
                (params, client) -> Map.of("completion", Map.of("values", List.of(), "total", 0, "hasMore", false)));
        return new MethodTable(
                new ServerInfo(
                        Implementation.builder("fixtures", "1").build(),
                        ServerCapabilities.builder()
                                .tools(true)
                                .prompts(true)
                                .resources(true, true)
                                .logging()
                                .completions()
                                .build(),
                        null),
                methods,
                (method, params) -> false,
                this::watch);
    }

    private static Object nothing(Parameters params, McpClient client) {
        return Map.of();
    }

    private ResourceWatch watch(Notifier client) {
        clients.add(client);
        return new ResourceWatch(
                () -> {
                    throw new AssertionError("nothing is watched at Poe here");
                },
                uri -> {},
                System::nanoTime,
                UpdateTimer.shared());
    }

    private void announce(String notification) {
        clients.forEach(client -> client.notify(notification, Map.of()));
    }

    private interface Work {
        Object run() throws InterruptedException;
    }

    private static Object checked(Work work) {
        try {
            return work.run();
        } catch (IllegalArgumentException e) {
            throw McpError.builder(ErrorCodes.INVALID_PARAMS)
                    .message(String.valueOf(e.getMessage()))
                    .build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }
}
