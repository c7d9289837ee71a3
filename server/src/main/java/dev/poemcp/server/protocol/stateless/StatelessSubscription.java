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
 * One {@code subscriptions/listen}: a session that lives as long as its stream, subscribed to what the client named.
 * Everything that it sends is marked with the request's id.
 */
public final class StatelessSubscription implements AutoCloseable {
    private static final String SUBSCRIPTION = "io.modelcontextprotocol/subscriptionId";
    private static final String ACKNOWLEDGED = "notifications/subscriptions/acknowledged";
    private static final int MAX_RESOURCES = 100;

    private final Object id;
    private final McpStreamableServerSession session;
    private final Consumer<Object> out;
    private final ObjectNode agreed = JsonRpc.JSON.createObjectNode();
    private final List<Object> early = new ArrayList<>();
    private boolean acknowledged;

    /** @param out takes the messages; may be called from any thread, must not block for long */
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
        var listening = new StatelessSubscription(id, session, out);
        listening.agree(filter, capabilities);
        session.listeningStream(new Stream(listening));
        listening.subscribe(filter.path("resourceSubscriptions"), capabilities);
        listening.acknowledge();
        return listening;
    }

    private void agree(JsonNode filter, JsonNode capabilities) {
        for (var kind : List.of("tools", "prompts", "resources")) {
            var name = kind + "ListChanged";
            if (filter.path(name).asBoolean()
                    && capabilities.path(kind).path("listChanged").asBoolean()) {
                agreed.put(name, true);
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
            agreed.set("resourceSubscriptions", accepted);
        }
    }

    private boolean request(String method, JsonNode uri) {
        var answers = new ArrayList<JSONRPCResponse>();
        session.responseStream(new SessionStream() {
                    @Override
                    protected void send(JSONRPCMessage message) {
                        if (message instanceof JSONRPCResponse response) {
                            answers.add(response);
                        }
                    }
                })
                .handle(new JSONRPCRequest(
                        method, method + " " + uri.textValue(), JsonRpc.JSON.valueToTree(Map.of("uri", uri))))
                .block();
        return answers.stream().anyMatch(answer -> answer.error() == null);
    }

    private synchronized void acknowledge() {
        var params = JsonRpc.JSON.createObjectNode();
        params.set("notifications", agreed);
        out.accept(marked(ACKNOWLEDGED, params));
        acknowledged = true;
        early.forEach(out);
        early.clear();
    }

    private synchronized void news(JSONRPCNotification notification) {
        if (!wanted(notification.method())) {
            return;
        }
        var params = notification.params() == null
                ? JsonRpc.JSON.createObjectNode()
                : (ObjectNode) JsonRpc.JSON.valueToTree(notification.params());
        var message = marked(notification.method(), params);
        if (acknowledged) {
            out.accept(message);
        } else {
            early.add(message);
        }
    }

    private boolean wanted(String method) {
        return switch (method) {
            case "notifications/tools/list_changed" -> agreed.has("toolsListChanged");
            case "notifications/prompts/list_changed" -> agreed.has("promptsListChanged");
            case "notifications/resources/list_changed" -> agreed.has("resourcesListChanged");
            // The handlers send those of subscribed resources only.
            case "notifications/resources/updated" -> true;
            default -> false;
        };
    }

    private JSONRPCNotification marked(String method, ObjectNode params) {
        params.withObjectProperty("_meta").set(SUBSCRIPTION, JsonRpc.JSON.valueToTree(id));
        return new JSONRPCNotification(method, params);
    }

    /** What to send when the server ends it of its own will; {@link #close} follows. */
    public Map<String, @Nullable Object> farewell() {
        return JsonRpc.result(id, Map.of("resultType", "complete", "_meta", Map.of(SUBSCRIPTION, id)));
    }

    /** The client is gone, or is told that it is over. */
    @Override
    public void close() {
        session.close();
    }

    private static final class Stream extends SessionStream {
        private final StatelessSubscription listening;

        Stream(StatelessSubscription listening) {
            this.listening = listening;
        }

        @Override
        protected void send(JSONRPCMessage message) {
            // There are no requests to a client in this revision, and nothing here answers.
            if (message instanceof JSONRPCNotification notification) {
                listening.news(notification);
            }
        }
    }
}
