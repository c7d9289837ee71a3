package dev.poemcp.server.protocol.stateless;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.jsonrpc.SessionStream;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way out of one request. Notifications go straight to the client; a question of the handler's is answered from
 * what the client has sent along, or else ends the handler's work, and the request with it.
 */
final class RequestOutput extends SessionStream {
    private static final String LOG = "notifications/message";

    private final McpStreamableServerSession session;
    private final InputRequests questions;
    private final boolean logs;
    private final Consumer<Object> notifications;
    private final Thread handler = Thread.currentThread();
    private volatile @Nullable JSONRPCResponse response;

    RequestOutput(
            McpStreamableServerSession session, InputRequests questions, boolean logs, Consumer<Object> notifications) {
        this.session = session;
        this.questions = questions;
        this.logs = logs;
        this.notifications = notifications;
    }

    @Override
    protected void send(JSONRPCMessage message) {
        if (message instanceof JSONRPCResponse answer) {
            response = answer;
        } else if (message instanceof JSONRPCRequest question) {
            ask(question);
        } else if (message instanceof JSONRPCNotification notification
                && response == null
                && !questions.areOpen()
                && (logs || !notification.method().equals(LOG))) {
            notifications.accept(notification);
        }
    }

    private void ask(JSONRPCRequest question) {
        var params = question.params() == null
                ? JsonRpc.JSON.createObjectNode()
                : (ObjectNode) JsonRpc.JSON.valueToTree(question.params());
        var answer = questions.ask(question.method(), params);
        if (answer != null) {
            session.accept(JSONRPCResponse.result(question.id(), answer)).block();
        } else {
            // The handler waits for an answer that cannot come to it any more.
            handler.interrupt();
        }
    }

    JSONRPCResponse response() {
        return Objects.requireNonNull(response, "the session answers every request");
    }
}
