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
 * Output of one request's handler. Notifications go directly to the client; a question is answered from the request's
 * input responses, or else interrupts the handler, which ends the request.
 */
final class RequestOutput extends SessionStream {
    private static final String LOG = "notifications/message";

    private final McpStreamableServerSession session;
    private final InputRequests inputRequests;
    private final boolean wantsLogs;
    private final Consumer<Object> notifications;
    private final Thread handlerThread = Thread.currentThread();
    private volatile @Nullable JSONRPCResponse response;

    RequestOutput(
            McpStreamableServerSession session,
            InputRequests inputRequests,
            boolean wantsLogs,
            Consumer<Object> notifications) {
        this.session = session;
        this.inputRequests = inputRequests;
        this.wantsLogs = wantsLogs;
        this.notifications = notifications;
    }

    @Override
    protected void send(JSONRPCMessage message) {
        if (message instanceof JSONRPCResponse received) {
            response = received;
        } else if (message instanceof JSONRPCRequest question) {
            ask(question);
        } else if (message instanceof JSONRPCNotification notification
                && response == null
                && !inputRequests.hasPending()
                && (wantsLogs || !notification.method().equals(LOG))) {
            notifications.accept(notification);
        }
    }

    private void ask(JSONRPCRequest question) {
        var params = question.params() == null
                ? JsonRpc.JSON.createObjectNode()
                : (ObjectNode) JsonRpc.JSON.valueToTree(question.params());
        var answer = inputRequests.ask(question.method(), params);
        if (answer != null) {
            session.accept(JSONRPCResponse.result(question.id(), answer)).block();
        } else {
            // The handler waits for an answer that cannot arrive during this request.
            handlerThread.interrupt();
        }
    }

    JSONRPCResponse response() {
        return Objects.requireNonNull(response, "the session responds to every request");
    }
}
