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
 * Answers requests of revision 2026-07-28, each for itself. Safe for use by many threads; remembers nothing between
 * two requests.
 */
public final class StatelessServer {
    public static final String VERSION = "2026-07-28";
    static final String TASKS = "io.modelcontextprotocol/tasks";

    private static final String SERVER_INFO = "io.modelcontextprotocol/serverInfo";
    private static final int RESOURCE_NOT_FOUND_BEFORE = -32002;

    /** What the session's handlers may be asked; whatever else they know was taken out of the protocol. */
    private static final Set<String> CARRIED_ON = Set.of(
            "tools/list",
            "tools/call",
            "resources/list",
            "resources/templates/list",
            "resources/read",
            "prompts/list",
            "prompts/get",
            "completion/complete");

    private static final Set<String> MAY_ASK = Set.of("tools/call", "resources/read", "prompts/get");

    private final McpStreamableServerSession.Factory sessions;
    private final StateSigner seal;
    private final CacheHints lifetimes;
    private final InstantSource clock;
    private final @Nullable Tasks tasks;

    /**
     * @param sessions made for one request each
     * @param work null when there are no tasks
     */
    public StatelessServer(
            McpStreamableServerSession.Factory sessions,
            StateSigner seal,
            CacheHints lifetimes,
            InstantSource clock,
            @Nullable TaskSource work) {
        this.sessions = sessions;
        this.seal = seal;
        this.lifetimes = lifetimes;
        this.clock = clock;
        this.tasks = work == null ? null : new Tasks(work, seal, clock);
    }

    /** A session with what its opening said. */
    private record Opened(McpStreamableServerSession session, InitializeResult server) implements AutoCloseable {
        @Override
        public void close() {
            session.close();
        }
    }

    /** Whether a request speaks this revision or a later one, or means to. */
    public static boolean isModern(Incoming.Request request) {
        return request.params() != null && request.params().path("_meta").has(RequestMeta.VERSION);
    }

    /** Whether it is answered by {@link #listen}. */
    public static boolean listens(Incoming.Request request) {
        return request.method().equals("subscriptions/listen");
    }

    /**
     * Answers on the calling thread; an interrupt cancels, and whatever comes back then is to be thrown away.
     *
     * @param notifications of this request, before its answer; blocks the work while it does not return
     */
    public StatelessResponse answer(Incoming.Request request, Consumer<Object> notifications) {
        var id = JsonRpc.plainId(request.id());
        try {
            return answer(id, request, RequestMeta.of(request.params()), notifications);
        } catch (RequestRejection e) {
            return StatelessResponse.refused(id, e);
        }
    }

    /** @throws ListenRefused with the answer to give instead */
    public StatelessSubscription listen(Incoming.Request request, Consumer<Object> out) throws ListenRefused {
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
            throw new ListenRefused(StatelessResponse.refused(id, e));
        }
    }

    /** There is nothing to listen to. */
    public static final class ListenRefused extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient StatelessResponse answer;

        ListenRefused(StatelessResponse answer) {
            this.answer = answer;
        }

        public StatelessResponse answer() {
            return answer;
        }
    }

    private StatelessResponse answer(
            Object id, Incoming.Request request, RequestMeta meta, Consumer<Object> notifications) {
        return switch (request.method()) {
            case "server/discover" -> discover(id, request, meta);
            case "tasks/get", "tasks/update", "tasks/cancel" -> task(id, request, meta);
            case "tools/call" -> call(id, request, meta, notifications);
            default -> {
                if (!CARRIED_ON.contains(request.method())) {
                    throw new RequestRejection(
                            ErrorCodes.METHOD_NOT_FOUND, "Method not found: " + shortened(request.method()));
                }
                yield work(id, request, meta, notifications);
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
        if (tasks == null || !meta.takesTasks() || !(params(request).path("arguments") instanceof ObjectNode given)) {
            return work(id, request, meta, notifications);
        }
        var early = tasks.work().early(name, given);
        if (early.isEmpty()) {
            return work(id, request, meta, notifications);
        }
        var changed = params(request).deepCopy();
        changed.set("arguments", early.get());
        var answer = work(id, new Incoming.Request(request.id(), request.method(), changed), meta, notifications);
        if (answer.message().get("result") instanceof ObjectNode result
                && result.path("resultType").asText().equals("complete")) {
            var handle = tasks.handleFor(name, result);
            if (handle != null) {
                handle.set("_meta", result.path("_meta"));
                return StatelessResponse.of(id, handle);
            }
        }
        return answer;
    }

    private StatelessResponse task(Object id, Incoming.Request request, RequestMeta meta) {
        var desk = requireTasks(meta);
        try (var opened = open(meta)) {
            var result = switch (request.method()) {
                case "tasks/get" -> desk.get(params(request));
                case "tasks/update" -> {
                    desk.update(params(request));
                    yield JsonRpc.JSON.createObjectNode();
                }
                default -> {
                    desk.cancel(params(request));
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
        if (!meta.takesTasks()) {
            throw RequestRejection.missing(Map.of("extensions", Map.of(TASKS, Map.of())));
        }
        return tasks;
    }

    private StatelessResponse work(
            Object id, Incoming.Request request, RequestMeta meta, Consumer<Object> notifications) {
        var questions = InputRequests.of(request, seal, clock);
        try (var opened = open(meta)) {
            var stream = new RequestOutput(opened.session(), questions, meta.logs(), notifications);
            opened.session()
                    .responseStream(stream)
                    .handle(new JSONRPCRequest(request.method(), id, params(request)))
                    .block();
            if (questions.areOpen()) {
                // It was set to wake the handler; the call as such was not cancelled.
                var ignored = Thread.interrupted();
                return MAY_ASK.contains(request.method())
                        ? StatelessResponse.of(id, marked(questions.result(), opened.server()))
                        : StatelessResponse.failed(id, ErrorCodes.INTERNAL_ERROR, "Internal error.", null);
            }
            return answer(id, request, stream.response(), opened.server());
        }
    }

    private StatelessResponse answer(
            Object id, Incoming.Request request, JSONRPCResponse response, InitializeResult server) {
        var error = response.error();
        if (error != null) {
            int code = error.code();
            return StatelessResponse.failed(
                    id,
                    code == RESOURCE_NOT_FOUND_BEFORE ? ErrorCodes.INVALID_PARAMS : code,
                    error.message(),
                    error.data());
        }
        return complete(id, request, JsonRpc.JSON.valueToTree(response.result()), server);
    }

    private StatelessResponse complete(
            Object id, Incoming.Request request, ObjectNode result, InitializeResult server) {
        result.put("resultType", "complete");
        lifetimes.stamp(request.method(), params(request), result);
        return StatelessResponse.of(id, marked(result, server));
    }

    private static ObjectNode marked(ObjectNode result, InitializeResult server) {
        result.withObjectProperty("_meta").set(SERVER_INFO, JsonRpc.JSON.valueToTree(server.serverInfo()));
        return result;
    }

    private Opened open(RequestMeta meta) {
        var newest = ServedVersions.ALL.get(ServedVersions.ALL.size() - 1);
        var start = sessions.startSession(InitializeRequest.builder(newest, meta.capabilities(), meta.client())
                .build());
        return new Opened(
                start.session(), Objects.requireNonNull(start.initResult().block()));
    }

    private static ObjectNode params(Incoming.Request request) {
        return request.params() instanceof ObjectNode params ? params : JsonRpc.JSON.createObjectNode();
    }

    private static String shortened(String method) {
        return method.length() <= 100 ? method : method.substring(0, 100) + "…";
    }
}
