package dev.poemcp.server.protocol;

import dev.poemcp.poe.PoeException;
import dev.poemcp.server.policy.ToolFilter;
import dev.poemcp.server.settings.NearestName;
import dev.poemcp.server.tools.ArgumentValidator;
import dev.poemcp.server.tools.FailureMessages;
import dev.poemcp.server.tools.api.BoundTool;
import dev.poemcp.server.tools.api.ToolError;
import dev.poemcp.server.tools.api.ToolException;
import dev.poemcp.tool.ErrorCode;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.WaitsForReply;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs every tool call: finds the tool, validates the arguments, calls the handler, renders its result or failure.
 * Calls that can be rejected here do not reach the handler.
 */
public final class ToolAdapter {
    private static final Logger log = LoggerFactory.getLogger(ToolAdapter.class);

    private final List<ToolDefinition<?, ?>> visible;
    private final Map<String, String> hidden;
    private final Supplier<List<BoundTool<?, ?>>> tools;
    private final ArgumentValidator arguments;
    private final ResultContent content;

    /**
     * @param catalogue all tools
     * @param tools their handlers, created by the first call
     */
    public ToolAdapter(
            List<ToolDefinition<?, ?>> catalogue,
            ToolFilter filter,
            Supplier<List<BoundTool<?, ?>>> tools,
            ArgumentValidator arguments,
            ResultContent content) {
        this.visible = catalogue.stream()
                .filter(tool -> filter.whyHidden(tool).isEmpty())
                .sorted(Comparator.comparing(ToolDefinition::name))
                .toList();
        this.hidden = new TreeMap<>();
        for (var tool : catalogue) {
            filter.whyHidden(tool).ifPresent(why -> hidden.put(tool.name(), why));
        }
        this.tools = tools;
        this.arguments = arguments;
        this.content = content;
    }

    /** Whether the tool may wait for a bot's reply. */
    public boolean waitsForReply(String tool) {
        return visible.stream()
                .filter(definition -> definition.name().equals(tool))
                .anyMatch(definition -> WaitsForReply.class.isAssignableFrom(definition.arguments()));
    }

    Object list(Parameters params) {
        if (params.optionalText("cursor") != null) {
            throw ProtocolErrors.invalidParams("there is no such cursor; all tools are on the first page.");
        }
        return Map.of("tools", ToolListing.of(visible));
    }

    CallToolResult call(Parameters params, McpClient host) {
        return call(params, host, this::find);
    }

    /** Same for internal calls, which may use a tool that is disabled for clients. */
    CallToolResult callAny(Parameters params, McpClient host) {
        return call(params, host, this::bound);
    }

    private CallToolResult call(Parameters params, McpClient host, Function<String, BoundTool<?, ?>> tool) {
        var name = params.text("name");
        var given = params.object("arguments");
        var call = new ClientCall(host, params.progressToken(), System::nanoTime);
        try {
            return run(tool.apply(name), given, call, host);
        } catch (McpError e) {
            throw e;
        } catch (ToolException e) {
            return failed(name, FailureMessages.of(e));
        } catch (PoeException e) {
            log.debug("Tool {} failed", name, e);
            return failed(name, FailureMessages.of(e.failure()));
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

    private <A extends Record, R extends Record> CallToolResult run(
            BoundTool<A, R> tool, Map<String, Object> given, ClientCall call, McpClient host) {
        var bound = arguments.bind(tool.definition(), given);
        var result = tool.handler().call(bound, call);
        return content.of(result, host);
    }

    private static CallToolResult failed(String tool, ToolError error) {
        log.info("Tool {} failed: {}", tool, error.code().wireName());
        return ErrorContent.of(error);
    }

    private BoundTool<?, ?> find(String name) {
        if (visible.stream().noneMatch(tool -> tool.name().equals(name))) {
            throw unknown(name);
        }
        return bound(name);
    }

    private BoundTool<?, ?> bound(String name) {
        return tools.get().stream()
                .filter(tool -> tool.definition().name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    private McpError unknown(String name) {
        var names = visible.stream().map(ToolDefinition::name).toList();
        var why = Optional.ofNullable(hidden.get(name))
                .or(() -> NearestName.of(name, names).map(near -> "Did you mean " + near + "?"));
        return McpError.builder(ErrorCodes.INVALID_PARAMS)
                .message("Unknown tool: " + shortened(name)
                        + why.map(text -> ". " + text).orElse(""))
                .build();
    }

    private static String shortened(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100) + "…";
    }
}
