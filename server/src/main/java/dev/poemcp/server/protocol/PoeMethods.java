package dev.poemcp.server.protocol;

import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.protocol.MethodTable.MethodHandler;
import dev.poemcp.server.resources.ResourceWatch;
import dev.poemcp.server.resources.UpdateTimer;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The methods of this server: tools, resources, prompts and completions for Poe. */
public final class PoeMethods {
    // The first 512 characters must be enough: some hosts cut the text there.
    private static final String INSTRUCTIONS = """
            Poe.com account and bots. Find bots with explore; ask with send_message (spends points; cap with \
            max_points); pass chat_code to continue. If a reply is in_progress, call get_reply; do not resend. Delete \
            or publish only if the user asks. poe://chats/CODE is the Markdown transcript. Not available: pinning, \
            editing bots.""";

    private static final String SANDBOX =
            "SANDBOX: this is an embedded emulator, not poe.com; its bots, chats and points are not real. ";

    private PoeMethods() {}

    /**
     * @param version of this program
     * @param sandbox whether Poe is the embedded emulator; clients and models are then told so
     * @param poe source of changes for subscriptions; opened by the first
     */
    public static MethodTable table(
            String version,
            boolean sandbox,
            Supplier<PoeClient> poe,
            ToolMethods tools,
            ResourceMethods resources,
            PromptMethods prompts,
            CompletionMethod completions) {
        var methods = new HashMap<String, MethodHandler>();
        methods.put(McpSchema.METHOD_TOOLS_LIST, tools::list);
        methods.put(McpSchema.METHOD_TOOLS_CALL, tools::call);
        methods.put(McpSchema.METHOD_RESOURCES_LIST, (params, client) -> resources.list(params));
        methods.put(McpSchema.METHOD_RESOURCES_TEMPLATES_LIST, (params, client) -> resources.templates(params));
        methods.put(McpSchema.METHOD_RESOURCES_READ, resources::read);
        methods.put(
                McpSchema.METHOD_RESOURCES_SUBSCRIBE, (params, client) -> resources.subscribe(params, client.watch()));
        methods.put(
                McpSchema.METHOD_RESOURCES_UNSUBSCRIBE,
                (params, client) -> resources.unsubscribe(params, client.watch()));
        methods.put(McpSchema.METHOD_PROMPT_LIST, (params, client) -> prompts.list(params));
        methods.put(McpSchema.METHOD_PROMPT_GET, (params, client) -> prompts.get(params));
        methods.put(McpSchema.METHOD_COMPLETION_COMPLETE, (params, client) -> completions.complete(params));
        return new MethodTable(
                info(version, sandbox),
                methods,
                (method, params) ->
                        method.equals(McpSchema.METHOD_TOOLS_CALL) && tools.waitsForReply(params.textOrEmpty("name")),
                notifier -> new ResourceWatch(
                        poe,
                        uri -> notifier.notify(McpSchema.METHOD_NOTIFICATION_RESOURCES_UPDATED, Map.of("uri", uri)),
                        System::nanoTime,
                        UpdateTimer.shared()));
    }

    private static ServerInfo info(String version, boolean sandbox) {
        return new ServerInfo(
                Implementation.builder("poe-mcp", version)
                        .title(sandbox ? "Poe (sandbox)" : "Poe")
                        .build(),
                ServerCapabilities.builder()
                        .tools(false)
                        .resources(true, false)
                        .prompts(false)
                        .completions()
                        .build(),
                sandbox ? SANDBOX + INSTRUCTIONS : INSTRUCTIONS);
    }
}
