package dev.poemcp.server.protocol.stateless;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.jsonrpc.ServedVersions;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.InitializeResult;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
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
    private static final int LEGACY_RESOURCE_NOT_FOUND = -32002;

    /** Methods that the session's handlers serve; this revision has removed the others. */
    private static final Set<String> FORWARDED_METHODS = Set.of(
            "tools/list",
            "tools/call",
            "resources/list",
            "resources/templates/list",
            "resources/read",
            "prompts/list",
            "prompts/get",
            "completion/complete");

    private static final Set<String> METHODS_WITH_INPUT = Set.of("tools/call", "resources/read", "prompts/get");

    private final McpStreamableServerSession.Factory sessions;
    private final StateSigner signer;
    private final CacheHints cacheHints;
    private final InstantSource clock;
    private final @Nullable Tasks tasks;

    /**
     * @param sessions opens one session per request
     * @param taskSource null when there are no tasks
     */
    public StatelessServer(
            McpStreamableServerSession.Factory sessions,
            StateSigner signer,
            CacheHints cacheHints,
            InstantSource clock,
            @Nullable TaskSource taskSource) {
        this.sessions = sessions;
        this.signer = signer;
        this.cacheHints = cacheHints;
        this.clock = clock;
        this.tasks = taskSource == null ? null : new Tasks(taskSource, signer, clock);
    }

    /** A session with its initialize result. */
    private record OpenedSession(McpStreamableServerSession session, InitializeResult server) implements AutoCloseable {
        @Override
        public void close() {
            session.close();
        }
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
        }
    }

    /** @throws ListenRejection with the response to send instead */
    public StatelessSubscription listen(Incoming.Request request, Consumer<Object> out) throws ListenRejection {
        var id = JsonRpc.plainId(request.id());
        try {
            var meta = RequestMeta.of(request.params());
            var filter = params(request).path("notifications");
            if (!filter.isObject()) {
                throw new RequestRejection(
                        ErrorCodes.INVALID_PARAMS, "Invalid params: \"notifications\" must be an object.");
            }
            if (filter.has("taskIds")) {
                requireTasks(meta);
            }
            var opened = open(meta);
            try {
                return StatelessSubscription.open(
                        id, filter, JsonRpc.JSON.valueToTree(opened.server().capabilities()), opened.session(), out);
            } catch (RuntimeException | Error e) {
                opened.close();
                throw e;
            }
        } catch (RequestRejection e) {
            throw new ListenRejection(StatelessResponse.refused(id, e));
        }
    }

    /** A rejected {@code subscriptions/listen}. */
    public static final class ListenRejection extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient StatelessResponse response;

        ListenRejection(StatelessResponse response) {
            this.response = response;
        }

        public StatelessResponse response() {
            return response;
        }
    }

    private StatelessResponse dispatch(
            Object id, Incoming.Request request, RequestMeta meta, Consumer<Object> notifications) {
        return switch (request.method()) {
            case "server/discover" -> discover(id, request, meta);
            case "tasks/get", "tasks/update", "tasks/cancel" -> task(id, request, meta);
            case "tools/call" -> call(id, request, meta, notifications);
            default -> {
                if (!FORWARDED_METHODS.contains(request.method())) {
                    throw new RequestRejection(
                            ErrorCodes.METHOD_NOT_FOUND, "Method not found: " + truncated(request.method()));
                }
                yield runHandler(id, request, meta, notifications);
            }
        };
    }

    private StatelessResponse discover(Object id, Incoming.Request request, RequestMeta meta) {
        try (var opened = open(meta)) {
            var result = JsonRpc.JSON.createObjectNode();
            result.putArray("supportedVersions").add(VERSION);
            ObjectNode capabilities = JsonRpc.JSON.valueToTree(opened.server().capabilities());
            capabilities.remove("logging");
            if (tasks != null) {
                capabilities.withObjectProperty("extensions").putObject(TASKS);
            }
            result.set("capabilities", capabilities);
            if (opened.server().instructions() != null) {
                result.put("instructions", opened.server().instructions());
            }
            return complete(id, request, result, opened.server());
        }
    }

    private StatelessResponse call(
            Object id, Incoming.Request request, RequestMeta meta, Consumer<Object> notifications) {
        var name = params(request).path("name").asText();
        if (tasks == null
                || !meta.supportsTasks()
                || !(params(request).path("arguments") instanceof ObjectNode arguments)) {
            return runHandler(id, request, meta, notifications);
        }
        var early = tasks.source().early(name, arguments);
        if (early.isEmpty()) {
            return runHandler(id, request, meta, notifications);
        }
        var changed = params(request).deepCopy();
        changed.set("arguments", early.get());
        var earlyRequest = new Incoming.Request(request.id(), request.method(), changed);
        var response = runHandler(id, earlyRequest, meta, notifications);
        if (response.message().get("result") instanceof ObjectNode result
                && result.path("resultType").asText().equals("complete")) {
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
        try (var opened = open(meta)) {
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
            return complete(id, request, result, opened.server());
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

    private StatelessResponse runHandler(
            Object id, Incoming.Request request, RequestMeta meta, Consumer<Object> notifications) {
        var inputRequests = InputRequests.of(request, signer, clock);
        try (var opened = open(meta)) {
            var output = new RequestOutput(opened.session(), inputRequests, meta.wantsLogs(), notifications);
            opened.session()
                    .responseStream(output)
                    .handle(new JSONRPCRequest(request.method(), id, params(request)))
                    .block();
            if (inputRequests.hasPending()) {
                // Clear the interrupt that stopped the handler; the call was not cancelled.
                var ignored = Thread.interrupted();
                return METHODS_WITH_INPUT.contains(request.method())
                        ? StatelessResponse.of(id, withServerInfo(inputRequests.result(), opened.server()))
                        : StatelessResponse.failed(id, ErrorCodes.INTERNAL_ERROR, "Internal error.", null);
            }
            return toResponse(id, request, output.response(), opened.server());
        }
    }

    private StatelessResponse toResponse(
            Object id, Incoming.Request request, JSONRPCResponse response, InitializeResult server) {
        var error = response.error();
        if (error != null) {
            int code = error.code();
            return StatelessResponse.failed(
                    id,
                    code == LEGACY_RESOURCE_NOT_FOUND ? ErrorCodes.INVALID_PARAMS : code,
                    error.message(),
                    error.data());
        }
        return complete(id, request, JsonRpc.JSON.valueToTree(response.result()), server);
    }

    private StatelessResponse complete(
            Object id, Incoming.Request request, ObjectNode result, InitializeResult server) {
        result.put("resultType", "complete");
        cacheHints.apply(request.method(), params(request), result);
        return StatelessResponse.of(id, withServerInfo(result, server));
    }

    private static ObjectNode withServerInfo(ObjectNode result, InitializeResult server) {
        result.withObjectProperty("_meta").set(SERVER_INFO, JsonRpc.JSON.valueToTree(server.serverInfo()));
        return result;
    }

    private OpenedSession open(RequestMeta meta) {
        var newest = ServedVersions.ALL.get(ServedVersions.ALL.size() - 1);
        var start = sessions.startSession(InitializeRequest.builder(newest, meta.capabilities(), meta.client())
                .build());
        return new OpenedSession(
                start.session(), Objects.requireNonNull(start.initResult().block()));
    }

    private static ObjectNode params(Incoming.Request request) {
        return request.params() instanceof ObjectNode params ? params : JsonRpc.JSON.createObjectNode();
    }

    private static String truncated(String method) {
        return method.length() <= 100 ? method : method.substring(0, 100) + "…";
    }
}
