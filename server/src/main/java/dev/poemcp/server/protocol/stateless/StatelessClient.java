package dev.poemcp.server.protocol.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.protocol.InputRequired;
import dev.poemcp.server.protocol.McpClient;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import java.util.function.Consumer;

/** The client of one stateless request. Answers to questions come with the request, or in a later one. */
final class StatelessClient implements McpClient {
    private final RequestMeta meta;
    private final InputRequests inputRequests;
    private final Consumer<Object> notifications;

    StatelessClient(RequestMeta meta, InputRequests inputRequests, Consumer<Object> notifications) {
        this.meta = meta;
        this.inputRequests = inputRequests;
        this.notifications = notifications;
    }

    @Override
    public JsonNode capabilities() {
        return meta.capabilities();
    }

    @Override
    public void notify(String method, Object params) {
        if (meta.wantsLogs() || !method.equals(McpSchema.METHOD_NOTIFICATION_MESSAGE)) {
            notifications.accept(new JSONRPCNotification(method, params));
        }
    }

    @Override
    public JsonNode ask(String method, Object params) {
        ObjectNode question = JsonRpc.JSON.valueToTree(params);
        var answer = inputRequests.ask(method, question);
        if (answer == null) {
            throw new InputRequired();
        }
        return answer;
    }
}
