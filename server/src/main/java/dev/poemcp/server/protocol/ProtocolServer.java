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
 * The server as the protocol sees it: what it is called, what it can do, and who answers which method. It makes the
 * SDK's sessions, and gives them handlers of our own, since those of the SDK's server page nothing, keep no order and
 * answer with the texts of exceptions.
 */
public final class ProtocolServer implements McpServerSession.Factory, McpStreamableServerSession.Factory {
    /** How long a person may think about a question of ours. */
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(10);

    // The first 512 characters must be enough: some hosts cut the text there.
    private static final String INSTRUCTIONS = """
            Use a Poe.com account: send messages to AI bots, manage chats, find bots. To ask a bot, find its handle \
            with explore, then call send_message (spends points). To continue the conversation, pass its chat_code. \
            If a reply is in_progress or has a next_text_offset, call get_reply; never send the message again. Delete \
            or publish only if the user asked for it. An error says what to do next.""";

    private static final String SANDBOX =
            "SANDBOX: this is an embedded emulator, not poe.com; its bots, chats and points are not real. ";

    /** Tools that cannot succeed unless Poe accepts the credentials; others may work without any. */
    private static final Set<String> NEED_ACCOUNT = Set.of(
            "cancel_message",
            "get_chat_history",
            "get_chat_messages",
            "get_points_balance",
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
    private final Map<String, Method> methods;
    private volatile boolean accepted;

    /** Answers one method. Blocks; throws {@link McpError} for what is the protocol's business. */
    @FunctionalInterface
    interface Method {
        Object answer(Parameters params, McpClient host);
    }

    /** What one session has settled. */
    private static final class Session {
        private final ResourceWatch watch;
        private volatile String revision = "";

        Session(ResourceWatch watch) {
            this.watch = watch;
        }
    }

    /**
     * @param version of this program
     * @param sandbox whether Poe is the embedded one, so that clients and models can be told
     * @param poe what subscriptions listen to; opened by the first
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
        var table = new HashMap<String, Method>();
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
     * Whether Poe has ever accepted the account's credentials: a tool succeeded for which it must know the account.
     * Quick; stays true.
     */
    public boolean accepted() {
        return accepted;
    }

    private CallToolResult call(Parameters params, McpClient host) {
        var result = tools.call(params, host);
        if (!Boolean.TRUE.equals(result.isError()) && NEED_ACCOUNT.contains(params.textOrEmpty("name"))) {
            accepted = true;
        }
        return result;
    }

    /** Whether a request may take as long as a bot's answer. */
    public boolean waitsForReply(JSONRPCRequest request) {
        return request.method().equals(McpSchema.METHOD_TOOLS_CALL)
                && tools.waitsForReply(new Parameters(request.params()).textOrEmpty("name"));
    }

    /** Calls a tool for a task that is being looked after, whether clients see that tool or not. */
    public JsonNode callForTask(String tool, ObjectNode arguments) {
        var params = JsonRpc.JSON.createObjectNode().put("name", tool).set("arguments", arguments);
        return JsonRpc.JSON.valueToTree(label.apply(tools.callAny(new Parameters(params), new TaskClient())));
    }

    @Override
    public McpServerSession create(McpServerTransport transport) {
        var session = new Session(
                new ResourceWatch(poe, uri -> tell(transport, uri), System::nanoTime, UpdateTimer.shared()));
        return new McpServerSession(
                UUID.randomUUID().toString(),
                ANSWER_LIMIT,
                transport,
                request -> Mono.fromCallable(() -> initialize(request, session)),
                handlers(session),
                Map.of(McpSchema.METHOD_NOTIFICATION_INITIALIZED, (exchange, params) -> Mono.empty()),
                () -> Mono.fromRunnable(session.watch::close));
    }

    /** A session over HTTP, where several connections belong to it. */
    @Override
    public McpStreamableServerSessionInit startSession(InitializeRequest request) {
        var self = new AtomicReference<McpStreamableServerSession>();
        var session = new Session(new ResourceWatch(
                poe, uri -> tell(Objects.requireNonNull(self.get()), uri), System::nanoTime, UpdateTimer.shared()));
        var made = new McpStreamableServerSession(
                UUID.randomUUID().toString(),
                request.capabilities(),
                request.clientInfo(),
                ANSWER_LIMIT,
                handlers(session),
                Map.of(),
                () -> Mono.fromRunnable(session.watch::close));
        self.set(made);
        return new McpStreamableServerSessionInit(made, Mono.just(initialize(request, session)));
    }

    private static void tell(McpStreamableServerSession session, String uri) {
        // A client that has no stream open at present reads the resource when it comes back.
        session.sendNotification(McpSchema.METHOD_NOTIFICATION_RESOURCES_UPDATED, Map.of("uri", uri))
                .onErrorComplete()
                .block();
    }

    private Map<String, McpRequestHandler<?>> handlers(Session session) {
        var handlers = new HashMap<String, McpRequestHandler<?>>();
        methods.forEach((name, method) -> handlers.put(
                name,
                (exchange, params) -> Mono.fromCallable(() -> answer(
                        name,
                        method,
                        new Parameters(params),
                        new SessionClient(exchange, session.revision, session.watch)))));
        return handlers;
    }

    private static void tell(McpServerTransport transport, String uri) {
        transport
                .sendMessage(
                        new JSONRPCNotification(McpSchema.METHOD_NOTIFICATION_RESOURCES_UPDATED, Map.of("uri", uri)))
                .block();
    }

    private InitializeResult initialize(InitializeRequest request, Session session) {
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

    private static Object answer(String name, Method method, Parameters params, McpClient host) {
        try {
            return method.answer(params, host);
        } catch (McpError e) {
            throw e;
        } catch (RuntimeException e) {
            throw McpError.builder(ErrorCodes.INTERNAL_ERROR)
                    .message("Internal error, incident " + Incident.log(name, e) + ".")
                    .build();
        }
    }
}
