package dev.poemcp.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.Lazy;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.text.NearestName;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.policy.ToolFilter;
import dev.poemcp.server.tools.ArgumentValidator;
import dev.poemcp.server.tools.FailureMessages;
import dev.poemcp.server.tools.api.BoundTool;
import dev.poemcp.server.tools.api.ToolError;
import dev.poemcp.server.tools.api.ToolException;
import dev.poemcp.server.views.ViewExtension;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.ErrorCode;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.WaitsForReply;
import dev.poemcp.tool.result.ReplyResult;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs every tool call: finds the tool, validates the arguments, calls the handler, renders its result or failure.
 * Calls that can be rejected here do not reach the handler.
 */
public final class ToolMethods {
    private static final Logger log = LoggerFactory.getLogger(ToolMethods.class);

    private final Lazy<Map<String, Object>> listed;
    private final Lazy<Map<String, Object>> listedWithViews;
    private final SortedMap<String, ToolDefinition<?, ?>> visible = new TreeMap<>();
    private final Map<String, String> hidden = new TreeMap<>();
    private final Supplier<List<BoundTool<?, ?>>> tools;
    private final ArgumentValidator arguments;
    private final ResultContent content;
    private final UnaryOperator<CallToolResult> label;
    private volatile boolean accepted;

    /**
     * @param catalog all tools
     * @param tools their handlers, created by the first call
     * @param sandbox whether Poe is the embedded emulator; every result then says so
     */
    public ToolMethods(
            List<ToolDefinition<?, ?>> catalog,
            ToolFilter filter,
            ToolListing listing,
            Supplier<List<BoundTool<?, ?>>> tools,
            ArgumentValidator arguments,
            ResultContent content,
            boolean sandbox) {
        this.listed = new Lazy<>(() -> Map.of("tools", listing.list(List.copyOf(visible.values()), false)));
        this.listedWithViews = new Lazy<>(() -> Map.of("tools", listing.list(List.copyOf(visible.values()), true)));
        for (var tool : catalog) {
            filter.whyHidden(tool.traits())
                    .ifPresentOrElse(why -> hidden.put(tool.name(), why), () -> visible.put(tool.name(), tool));
        }
        this.tools = tools;
        this.arguments = arguments;
        this.content = content;
        this.label = sandbox ? SandboxLabel::on : UnaryOperator.identity();
    }

    /**
     * Whether Poe has ever accepted the account's credentials, which a successful call of a tool that needs the account
     * proves. Does not block; never becomes false again.
     */
    public boolean accepted() {
        return accepted;
    }

    /**
     * Only what Poe gives to nobody else proves the account: a reply, the chats, the settings, the points. A comparison does not: it
     * succeeds also if none of its bots exists.
     */
    static boolean provesAccount(ToolDefinition<?, ?> tool) {
        var readsAccount = switch (tool.toolset()) {
            case CHATS, ACCOUNT -> true;
            case MODELS -> tool.access() != Access.NONE;
            case MESSAGES, BOTS -> false;
        };
        return tool.result() == ReplyResult.class
                || (readsAccount && tool.hints().readOnly());
    }

    /** Whether the tool may wait for a bot's reply. */
    public boolean waitsForReply(String tool) {
        var definition = visible.get(tool);
        return definition != null && WaitsForReply.class.isAssignableFrom(definition.arguments());
    }

    Object list(Parameters params, McpClient client) {
        params.requireFirstPage("tools");
        return (ViewExtension.isAnnounced(client.capabilities()) ? listedWithViews : listed).get();
    }

    CallToolResult call(Parameters params, McpClient client) {
        var tool = find(params.text("name"));
        return call(tool, params.object("arguments"), params.progressToken(), client);
    }

    private <A extends Record, R extends Record> CallToolResult call(
            BoundTool<A, R> tool, Map<String, Object> given, @Nullable Object progressToken, McpClient client) {
        var result = run(
                tool.definition().name(),
                call -> tool.handler().call(arguments.bind(tool.definition(), given), call),
                progressToken,
                client);
        if (!Boolean.TRUE.equals(result.isError()) && provesAccount(tool.definition())) {
            accepted = true;
        }
        return result;
    }

    /** Calls a tool on behalf of a task, whether clients see that tool or not; returns the result as JSON. */
    public <A extends Record, R extends Record> JsonNode callForTask(ToolDefinition<A, R> definition, A given) {
        var handler = BoundTool.handler(tools.get(), definition);
        return JsonRpc.JSON.valueToTree(
                run(definition.name(), call -> handler.call(given, call), null, new McpClient() {}));
    }

    private CallToolResult run(
            String name, Function<ToolCallContext, Record> handler, @Nullable Object progressToken, McpClient client) {
        var call = new ToolCallContext(client, progressToken, System::nanoTime);
        try {
            return label.apply(content.of(handler.apply(call), client));
        } catch (McpError | InputRequired e) {
            throw e;
        } catch (ToolException e) {
            return failed(name, FailureMessages.of(e));
        } catch (PoeException e) {
            log.debug("Tool {} failed", name, e);
            return failed(name, FailureMessages.of(e));
        } catch (RuntimeException e) {
            var incident = Incident.log("tool " + name, e);
            return failed(
                    name,
                    new ToolError(
                            ErrorCode.UNEXPECTED_RESPONSE,
                            "Something went wrong in poe-mcp itself (incident " + incident + ").",
                            "Report it with the log of the server; another call may work.",
                            false,
                            Optional.empty()));
        } finally {
            call.finish();
        }
    }

    private CallToolResult failed(String tool, ToolError error) {
        log.info("Tool {} failed: {}", tool, error.code().wireName());
        return label.apply(ErrorContent.of(error));
    }

    private BoundTool<?, ?> find(String name) {
        if (!visible.containsKey(name)) {
            throw unknown(name);
        }
        return tools.get().stream()
                .filter(tool -> tool.definition().name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    private McpError unknown(String name) {
        var why = Optional.ofNullable(hidden.get(name))
                .or(() -> NearestName.of(name, visible.keySet()).map(near -> "Did you mean " + near + "?"));
        return McpError.builder(ErrorCodes.INVALID_PARAMS)
                .message("Unknown tool: " + ProtocolErrors.shortened(name)
                        + why.map(text -> ". " + text).orElse(""))
                .build();
    }
}
