package dev.poemcp.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.jsonrpc.ServedVersions;
import dev.poemcp.server.resources.ResourceWatch;
import dev.poemcp.server.resources.UpdateTimer;
import io.modelcontextprotocol.server.McpRequestHandler;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.InitializeResult;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerSession.McpStreamableServerSessionInit;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/**
 * The MCP server: its identity, its capabilities and the handlers of its methods. Creates the SDK's sessions with
 * handlers of our own, since those of the SDK's server do not page, keep no order and expose the texts of exceptions.
 */
public final class ProtocolServer implements McpServerSession.Factory, McpStreamableServerSession.Factory {
    /** How long a user may take to answer a question. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(10);

    // The first 512 characters must be enough: some hosts cut the text there.
    private static final String INSTRUCTIONS = """
            Use a Poe.com account: send messages to AI bots, manage chats, find bots. To ask a bot, find its handle \
            with explore, then call send_message (spends points). To continue the conversation, pass its chat_code. \
            If a reply is in_progress or has a next_text_offset, call get_reply; never send the message again. Delete \
            or publish only if the user asked for it. An error says what to do next.""";

    private static final String SANDBOX =
            "SANDBOX: this is an embedded emulator, not poe.com; its bots, chats and points are not real. ";

    /** Tools that cannot succeed unless Poe accepts the credentials; others may work without any. */
    private static final Set<String> ACCOUNT_TOOLS = Set.of(
            "cancel_message",
            "get_chat_history",
            "get_chat_messages",
            "get_reply",
            "get_settings",
            "retry_message",
            "send_message",
            "set_chat_title");

    private final Implementation identity;
    private final String instructions;
    private final ToolAdapter tools;
    private final UnaryOperator<CallToolResult> label;
    private final Supplier<PoeClient> poe;
    private final Map<String, MethodHandler> methods;
    private volatile boolean accepted;

    /** Handles one method. Blocks; throws {@link McpError} for protocol errors. */
    @FunctionalInterface
    interface MethodHandler {
        Object handle(Parameters params, McpClient host);
    }

    /** What one session has negotiated. */
    private static final class SessionState {
        private final ResourceWatch watch;
        private volatile String revision = "";

        SessionState(ResourceWatch watch) {
            this.watch = watch;
        }
    }

    /**
     * @param version of this program
     * @param sandbox whether Poe is the embedded emulator; clients and models are then told so
     * @param poe source of changes for subscriptions; opened by the first
     */
    public ProtocolServer(
            String version,
            boolean sandbox,
            Supplier<PoeClient> poe,
            ToolAdapter tools,
            ResourceAdapter resources,
            PromptAdapter prompts,
            CompletionAdapter completions) {
        this.tools = tools;
        this.poe = poe;
        this.instructions = sandbox ? SANDBOX + INSTRUCTIONS : INSTRUCTIONS;
        this.identity = Implementation.builder("poe-mcp", version)
                .title(sandbox ? "Poe (sandbox)" : "Poe")
                .build();
        var table = new HashMap<String, MethodHandler>();
        table.put(McpSchema.METHOD_TOOLS_LIST, (params, host) -> tools.list(params));
        this.label = sandbox ? SandboxLabel::on : UnaryOperator.identity();
        table.put(McpSchema.METHOD_TOOLS_CALL, (params, host) -> label.apply(call(params, host)));
        table.put(McpSchema.METHOD_RESOURCES_LIST, (params, host) -> resources.list(params));
        table.put(McpSchema.METHOD_RESOURCES_TEMPLATES_LIST, (params, host) -> resources.templates(params));
        table.put(McpSchema.METHOD_RESOURCES_READ, (params, host) -> resources.read(params));
        table.put(McpSchema.METHOD_RESOURCES_SUBSCRIBE, (params, host) -> resources.subscribe(params, host.watch()));
        table.put(
                McpSchema.METHOD_RESOURCES_UNSUBSCRIBE, (params, host) -> resources.unsubscribe(params, host.watch()));
        table.put(McpSchema.METHOD_PROMPT_LIST, (params, host) -> prompts.list(params));
        table.put(McpSchema.METHOD_PROMPT_GET, (params, host) -> prompts.get(params));
        table.put(McpSchema.METHOD_COMPLETION_COMPLETE, (params, host) -> completions.complete(params));
        this.methods = Map.copyOf(table);
    }

    /**
     * Whether Poe has ever accepted the account's credentials, which a successful call of a tool that needs the account
     * proves. Does not block; never becomes false again.
     */
    public boolean accepted() {
        return accepted;
    }

    private CallToolResult call(Parameters params, McpClient host) {
        var result = tools.call(params, host);
        if (!Boolean.TRUE.equals(result.isError()) && ACCOUNT_TOOLS.contains(params.textOrEmpty("name"))) {
            accepted = true;
        }
        return result;
    }

    /** Whether a request may take as long as a bot's reply. */
    public boolean waitsForReply(JSONRPCRequest request) {
        return request.method().equals(McpSchema.METHOD_TOOLS_CALL)
                && tools.waitsForReply(new Parameters(request.params()).textOrEmpty("name"));
    }

    /** Calls a tool on behalf of a task, whether clients see that tool or not. */
    public JsonNode callForTask(String tool, ObjectNode arguments) {
        var params = JsonRpc.JSON.createObjectNode().put("name", tool).set("arguments", arguments);
        return JsonRpc.JSON.valueToTree(label.apply(tools.callAny(new Parameters(params), new TaskClient())));
    }

    @Override
    public McpServerSession create(McpServerTransport transport) {
        var session = new SessionState(
                new ResourceWatch(poe, uri -> notifyUpdated(transport, uri), System::nanoTime, UpdateTimer.shared()));
        return new McpServerSession(
                UUID.randomUUID().toString(),
                ANSWER_TIMEOUT,
                transport,
                request -> Mono.fromCallable(() -> initialize(request, session)),
                handlers(session),
                Map.of(McpSchema.METHOD_NOTIFICATION_INITIALIZED, (exchange, params) -> Mono.empty()),
                () -> Mono.fromRunnable(session.watch::close));
    }

    /** A session over HTTP, which may use several connections. */
    @Override
    public McpStreamableServerSessionInit startSession(InitializeRequest request) {
        var self = new AtomicReference<McpStreamableServerSession>();
        var session = new SessionState(new ResourceWatch(
                poe,
                uri -> notifyUpdated(Objects.requireNonNull(self.get()), uri),
                System::nanoTime,
                UpdateTimer.shared()));
        var created = new McpStreamableServerSession(
                UUID.randomUUID().toString(),
                request.capabilities(),
                request.clientInfo(),
                ANSWER_TIMEOUT,
                handlers(session),
                Map.of(),
                () -> Mono.fromRunnable(session.watch::close));
        self.set(created);
        return new McpStreamableServerSessionInit(created, Mono.just(initialize(request, session)));
    }

    private static void notifyUpdated(McpStreamableServerSession session, String uri) {
        // A client without an open stream reads the resource when it reconnects.
        session.sendNotification(McpSchema.METHOD_NOTIFICATION_RESOURCES_UPDATED, Map.of("uri", uri))
                .onErrorComplete()
                .block();
    }

    private Map<String, McpRequestHandler<?>> handlers(SessionState session) {
        var handlers = new HashMap<String, McpRequestHandler<?>>();
        methods.forEach((name, method) -> handlers.put(
                name,
                (exchange, params) -> Mono.fromCallable(() -> handle(
                        name,
                        method,
                        new Parameters(params),
                        new SessionClient(exchange, session.revision, session.watch)))));
        return handlers;
    }

    private static void notifyUpdated(McpServerTransport transport, String uri) {
        transport
                .sendMessage(
                        new JSONRPCNotification(McpSchema.METHOD_NOTIFICATION_RESOURCES_UPDATED, Map.of("uri", uri)))
                .block();
    }

    private InitializeResult initialize(InitializeRequest request, SessionState session) {
        session.revision = ServedVersions.settle(request.protocolVersion());
        return InitializeResult.builder(
                        session.revision,
                        ServerCapabilities.builder()
                                .tools(false)
                                .resources(true, false)
                                .prompts(false)
                                .completions()
                                .build(),
                        identity)
                .instructions(instructions)
                .build();
    }

    private static Object handle(String name, MethodHandler method, Parameters params, McpClient host) {
        try {
            return method.handle(params, host);
        } catch (McpError e) {
            throw e;
        } catch (RuntimeException e) {
            throw McpError.builder(ErrorCodes.INTERNAL_ERROR)
                    .message("Internal error, incident " + Incident.log(name, e) + ".")
                    .build();
        }
    }
}
