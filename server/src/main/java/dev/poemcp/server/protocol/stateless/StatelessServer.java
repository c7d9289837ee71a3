package dev.poemcp.server.protocol.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.protocol.InputRequired;
import dev.poemcp.server.protocol.MethodTable;
import dev.poemcp.server.protocol.Parameters;
import dev.poemcp.server.protocol.ProtocolErrors;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Handles requests of revision 2026-07-28, each independently. Thread-safe; keeps no state between requests.
 */
public final class StatelessServer {
    public static final String VERSION = "2026-07-28";
    static final String TASKS = "io.modelcontextprotocol/tasks";

    private static final String SERVER_INFO = "io.modelcontextprotocol/serverInfo";

    /** Methods of the table that this revision has; it has removed the others. */
    private static final Set<String> TABLE_METHODS = Set.of(
            "tools/list",
            "tools/call",
            "resources/list",
            "resources/templates/list",
            "resources/read",
            "prompts/list",
            "prompts/get",
            "completion/complete");

    private static final Set<String> METHODS_WITH_INPUT = Set.of("tools/call", "resources/read", "prompts/get");

    private final MethodTable table;
    private final JsonNode serverInfo;
    private final StateSigner signer;
    private final CacheHints cacheHints;
    private final InstantSource clock;
    private final @Nullable Tasks tasks;

    /**
     * @param taskSource null when there are no tasks
     */
    public StatelessServer(
            MethodTable table,
            StateSigner signer,
            CacheHints cacheHints,
            InstantSource clock,
            @Nullable TaskSource taskSource) {
        this.table = table;
        this.serverInfo = JsonRpc.JSON.valueToTree(table.info().identity());
        this.signer = signer;
        this.cacheHints = cacheHints;
        this.clock = clock;
        this.tasks = taskSource == null ? null : new Tasks(taskSource, signer, clock);
    }

    /** Whether a request names a protocol version in its metadata, as this and later revisions require. */
    public static boolean isStateless(Incoming.Request request) {
        return request.params() != null && request.params().path("_meta").has(RequestMeta.VERSION);
    }

    /** Whether {@link #listen} handles the request. */
    public static boolean isListen(Incoming.Request request) {
        return request.method().equals("subscriptions/listen");
    }

    /**
     * Handles the request on the calling thread. An interrupt cancels it; the response is then to be discarded.
     *
     * @param notifications takes notifications before the response; the work waits while it blocks
     */
    public StatelessResponse handle(Incoming.Request request, Consumer<Object> notifications) {
        var id = JsonRpc.plainId(request.id());
        try {
            return dispatch(id, request, RequestMeta.of(request.params()), notifications);
        } catch (RequestRejection e) {
            return StatelessResponse.refused(id, e);
        } catch (McpError e) {
            return StatelessResponse.failed(id, e.getJsonRpcError());
        }
    }

    /**
     * Checks the request; the caller then opens the subscription.
     *
     * @throws RequestRejection when the request violates the protocol
     */
    public StatelessSubscription listen(Incoming.Request request, Consumer<Object> out) {
        var meta = RequestMeta.of(request.params());
        var filter = params(request).path("notifications");
        if (!filter.isObject()) {
            throw new RequestRejection(
                    ErrorCodes.INVALID_PARAMS, "Invalid params: \"notifications\" must be an object.");
        }
        if (filter.has("taskIds")) {
            requireTasks(meta);
        }
        return new StatelessSubscription(JsonRpc.plainId(request.id()), filter, table, out);
    }

    private StatelessResponse dispatch(
            Object id, Incoming.Request request, RequestMeta meta, Consumer<Object> notifications) {
        return switch (request.method()) {
            case "server/discover" -> discover(id, request);
            case "tasks/get", "tasks/update", "tasks/cancel" -> task(id, request, meta);
            case "tools/call" -> call(id, request, meta, notifications);
            default -> {
                if (!TABLE_METHODS.contains(request.method())) {
                    throw ProtocolErrors.methodNotFound(request.method());
                }
                yield callTable(id, request, meta, notifications);
            }
        };
    }

    private StatelessResponse discover(Object id, Incoming.Request request) {
        var info = table.info();
        var result = JsonRpc.JSON.createObjectNode();
        result.putArray("supportedVersions").add(VERSION);
        ObjectNode capabilities = JsonRpc.JSON.valueToTree(info.capabilities());
        capabilities.remove("logging");
        if (tasks != null) {
            capabilities.withObjectProperty("extensions").putObject(TASKS);
        }
        result.set("capabilities", capabilities);
        if (info.instructions() != null) {
            result.put("instructions", info.instructions());
        }
        return complete(id, request, result);
    }

    private StatelessResponse call(
            Object id, Incoming.Request request, RequestMeta meta, Consumer<Object> notifications) {
        var name = params(request).path("name").asText();
        if (tasks == null
                || !meta.supportsTasks()
                || !(params(request).path("arguments") instanceof ObjectNode arguments)) {
            return callTable(id, request, meta, notifications);
        }
        var early = tasks.source().withShortWait(name, arguments);
        if (early.isEmpty()) {
            return callTable(id, request, meta, notifications);
        }
        var changed = params(request).deepCopy();
        changed.set("arguments", early.get());
        var earlyRequest = new Incoming.Request(request.id(), request.method(), changed);
        var response = callTable(id, earlyRequest, meta, notifications);
        JsonNode result = JsonRpc.JSON.valueToTree(response.message().get("result"));
        if (result.path("resultType").asText().equals("complete")) {
            var handle = tasks.handleFor(name, result);
            if (handle != null) {
                handle.set("_meta", result.path("_meta"));
                return StatelessResponse.of(id, handle);
            }
        }
        return response;
    }

    private StatelessResponse task(Object id, Incoming.Request request, RequestMeta meta) {
        var extension = requireTasks(meta);
        try {
            var result = switch (request.method()) {
                case "tasks/get" -> extension.get(params(request));
                case "tasks/update" -> {
                    extension.update(params(request));
                    yield JsonRpc.JSON.createObjectNode();
                }
                default -> {
                    extension.cancel(params(request));
                    yield JsonRpc.JSON.createObjectNode();
                }
            };
            return complete(id, request, result);
        } catch (RequestRejection e) {
            return StatelessResponse.failed(id, e.code(), e.getMessage(), e.data());
        }
    }

    private Tasks requireTasks(RequestMeta meta) {
        if (tasks == null) {
            throw new RequestRejection(ErrorCodes.METHOD_NOT_FOUND, "Method not found: this server has no tasks.");
        }
        if (!meta.supportsTasks()) {
            throw RequestRejection.missing(Map.of("extensions", Map.of(TASKS, Map.of())));
        }
        return tasks;
    }

    private StatelessResponse callTable(
            Object id, Incoming.Request request, RequestMeta meta, Consumer<Object> notifications) {
        var inputRequests = InputRequests.of(request, signer, clock);
        var client = new StatelessClient(meta, inputRequests, notifications);
        try {
            var result = table.call(request.method(), new Parameters(request.params()), client);
            return result instanceof CallToolResult toolResult
                    ? StatelessResponse.of(id, CompleteToolResult.of(toolResult, Map.of(SERVER_INFO, serverInfo)))
                    : complete(id, request, JsonRpc.JSON.valueToTree(result));
        } catch (InputRequired e) {
            return METHODS_WITH_INPUT.contains(request.method())
                    ? StatelessResponse.of(id, withServerInfo(inputRequests.result()))
                    : StatelessResponse.internalError(id);
        }
    }

    private StatelessResponse complete(Object id, Incoming.Request request, ObjectNode result) {
        result.put("resultType", "complete");
        cacheHints.apply(request.method(), params(request), result);
        return StatelessResponse.of(id, withServerInfo(result));
    }

    private ObjectNode withServerInfo(ObjectNode result) {
        result.withObjectProperty("_meta").set(SERVER_INFO, serverInfo);
        return result;
    }

    private static ObjectNode params(Incoming.Request request) {
        return request.params() instanceof ObjectNode params ? params : JsonRpc.JSON.createObjectNode();
    }
}
