package dev.poemcp.server.protocol.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.protocol.McpClient;
import dev.poemcp.server.protocol.MethodTable;
import dev.poemcp.server.protocol.Parameters;
import dev.poemcp.server.resources.ResourceWatch;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One {@code subscriptions/listen} request: open as long as its stream, subscribed to what the client requested. Every
 * message it sends carries the request's id.
 */
public final class StatelessSubscription implements AutoCloseable {
    private static final String SUBSCRIPTION = "io.modelcontextprotocol/subscriptionId";
    private static final String ACKNOWLEDGED = "notifications/subscriptions/acknowledged";
    private static final int MAX_RESOURCES = 100;

    private final Object id;
    private final JsonNode filter;
    private final MethodTable table;
    private final Consumer<Object> out;
    private final ResourceWatch watch;
    private final ObjectNode granted = JsonRpc.JSON.createObjectNode();
    private final List<Object> queued = new ArrayList<>();
    private boolean acknowledged;
    private volatile boolean closed;

    /** @param out takes the messages; called from any thread, must not block for long */
    StatelessSubscription(Object id, JsonNode filter, MethodTable table, Consumer<Object> out) {
        this.id = id;
        this.filter = filter;
        this.table = table;
        this.out = out;
        this.watch = table.watch(this::onNotification);
    }

    /** Subscribes, which may take requests to Poe, and tells the client what was granted. Ends early when closed. */
    public void open() {
        JsonNode capabilities = JsonRpc.JSON.valueToTree(table.info().capabilities());
        grantListChanges(capabilities);
        if (capabilities.path("resources").path("subscribe").asBoolean()) {
            subscribe(filter.path("resourceSubscriptions"));
        }
        acknowledge();
    }

    private void grantListChanges(JsonNode capabilities) {
        for (var kind : List.of("tools", "prompts", "resources")) {
            var name = kind + "ListChanged";
            if (filter.path(name).asBoolean()
                    && capabilities.path(kind).path("listChanged").asBoolean()) {
                granted.put(name, true);
            }
        }
    }

    private void subscribe(JsonNode uris) {
        var accepted = JsonRpc.JSON.createArrayNode();
        for (var uri : uris) {
            if (!closed && uri.isTextual() && accepted.size() < MAX_RESOURCES && subscribe(uri.textValue())) {
                accepted.add(uri);
            }
        }
        if (!accepted.isEmpty()) {
            granted.set("resourceSubscriptions", accepted);
        }
    }

    private boolean subscribe(String uri) {
        try {
            table.call(
                    McpSchema.METHOD_RESOURCES_SUBSCRIBE,
                    new Parameters(JsonRpc.JSON.createObjectNode().put("uri", uri)),
                    new McpClient() {
                        @Override
                        public ResourceWatch watch() {
                            return watch;
                        }
                    });
            return true;
        } catch (McpError e) {
            // The acknowledgement tells the client what was granted.
            return false;
        }
    }

    private synchronized void acknowledge() {
        var params = JsonRpc.JSON.createObjectNode();
        params.set("notifications", granted);
        out.accept(withSubscriptionId(ACKNOWLEDGED, params));
        acknowledged = true;
        queued.forEach(out);
        queued.clear();
    }

    private synchronized void onNotification(String method, Object content) {
        if (!isGranted(method)) {
            return;
        }
        var message = withSubscriptionId(method, JsonRpc.JSON.valueToTree(content));
        if (acknowledged) {
            out.accept(message);
        } else {
            queued.add(message);
        }
    }

    private boolean isGranted(String method) {
        return switch (method) {
            case McpSchema.METHOD_NOTIFICATION_TOOLS_LIST_CHANGED -> granted.has("toolsListChanged");
            case McpSchema.METHOD_NOTIFICATION_PROMPTS_LIST_CHANGED -> granted.has("promptsListChanged");
            case McpSchema.METHOD_NOTIFICATION_RESOURCES_LIST_CHANGED -> granted.has("resourcesListChanged");
            // Sent for subscribed resources only.
            case McpSchema.METHOD_NOTIFICATION_RESOURCES_UPDATED -> true;
            default -> false;
        };
    }

    private JSONRPCNotification withSubscriptionId(String method, ObjectNode params) {
        params.withObjectProperty("_meta").set(SUBSCRIPTION, JsonRpc.JSON.valueToTree(id));
        return new JSONRPCNotification(method, params);
    }

    /** The response to send when the server ends the subscription; {@link #close} follows. */
    public Map<String, @Nullable Object> completion() {
        return JsonRpc.result(id, Map.of("resultType", "complete", "_meta", Map.of(SUBSCRIPTION, id)));
    }

    /** Ends the subscription without a response, also while it is being opened. */
    @Override
    public void close() {
        closed = true;
        watch.close();
    }
}
