package dev.poemcp.server.protocol.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.jsonrpc.SessionStream;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One {@code subscriptions/listen} request: a session that is open as long as its stream, subscribed to what the client
 * requested. Every message it sends carries the request's id.
 */
public final class StatelessSubscription implements AutoCloseable {
    private static final String SUBSCRIPTION = "io.modelcontextprotocol/subscriptionId";
    private static final String ACKNOWLEDGED = "notifications/subscriptions/acknowledged";
    private static final int MAX_RESOURCES = 100;

    private final Object id;
    private final McpStreamableServerSession session;
    private final Consumer<Object> out;
    private final ObjectNode granted = JsonRpc.JSON.createObjectNode();
    private final List<Object> queued = new ArrayList<>();
    private boolean acknowledged;

    /** @param out takes the messages; called from any thread, must not block for long */
    private StatelessSubscription(Object id, McpStreamableServerSession session, Consumer<Object> out) {
        this.id = id;
        this.session = session;
        this.out = out;
    }

    static StatelessSubscription open(
            Object id,
            JsonNode filter,
            JsonNode capabilities,
            McpStreamableServerSession session,
            Consumer<Object> out) {
        var subscription = new StatelessSubscription(id, session, out);
        subscription.grantListChanges(filter, capabilities);
        session.listeningStream(new NotificationStream(subscription));
        subscription.subscribe(filter.path("resourceSubscriptions"), capabilities);
        subscription.acknowledge();
        return subscription;
    }

    private void grantListChanges(JsonNode filter, JsonNode capabilities) {
        for (var kind : List.of("tools", "prompts", "resources")) {
            var name = kind + "ListChanged";
            if (filter.path(name).asBoolean()
                    && capabilities.path(kind).path("listChanged").asBoolean()) {
                granted.put(name, true);
            }
        }
    }

    private void subscribe(JsonNode uris, JsonNode capabilities) {
        if (!uris.isArray() || !capabilities.path("resources").path("subscribe").asBoolean()) {
            return;
        }
        var accepted = JsonRpc.JSON.createArrayNode();
        for (var uri : uris) {
            if (uri.isTextual() && accepted.size() < MAX_RESOURCES && request("resources/subscribe", uri)) {
                accepted.add(uri);
            }
        }
        if (!accepted.isEmpty()) {
            granted.set("resourceSubscriptions", accepted);
        }
    }

    private boolean request(String method, JsonNode uri) {
        var responses = new ArrayList<JSONRPCResponse>();
        session.responseStream(new SessionStream() {
                    @Override
                    protected void send(JSONRPCMessage message) {
                        if (message instanceof JSONRPCResponse response) {
                            responses.add(response);
                        }
                    }
                })
                .handle(new JSONRPCRequest(
                        method, method + " " + uri.textValue(), JsonRpc.JSON.valueToTree(Map.of("uri", uri))))
                .block();
        return responses.stream().anyMatch(response -> response.error() == null);
    }

    private synchronized void acknowledge() {
        var params = JsonRpc.JSON.createObjectNode();
        params.set("notifications", granted);
        out.accept(withSubscriptionId(ACKNOWLEDGED, params));
        acknowledged = true;
        queued.forEach(out);
        queued.clear();
    }

    private synchronized void onNotification(JSONRPCNotification notification) {
        if (!isGranted(notification.method())) {
            return;
        }
        var params = notification.params() == null
                ? JsonRpc.JSON.createObjectNode()
                : (ObjectNode) JsonRpc.JSON.valueToTree(notification.params());
        var message = withSubscriptionId(notification.method(), params);
        if (acknowledged) {
            out.accept(message);
        } else {
            queued.add(message);
        }
    }

    private boolean isGranted(String method) {
        return switch (method) {
            case "notifications/tools/list_changed" -> granted.has("toolsListChanged");
            case "notifications/prompts/list_changed" -> granted.has("promptsListChanged");
            case "notifications/resources/list_changed" -> granted.has("resourcesListChanged");
            // The handlers send these for subscribed resources only.
            case "notifications/resources/updated" -> true;
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

    /** Ends the subscription without a response. */
    @Override
    public void close() {
        session.close();
    }

    private static final class NotificationStream extends SessionStream {
        private final StatelessSubscription subscription;

        NotificationStream(StatelessSubscription subscription) {
            this.subscription = subscription;
        }

        @Override
        protected void send(JSONRPCMessage message) {
            // This revision has no requests to clients, and no response arrives here.
            if (message instanceof JSONRPCNotification notification) {
                subscription.onNotification(notification);
            }
        }
    }
}
