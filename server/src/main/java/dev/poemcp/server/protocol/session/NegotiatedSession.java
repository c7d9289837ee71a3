package dev.poemcp.server.protocol.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.protocol.MethodTable;
import dev.poemcp.server.resources.ResourceWatch;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What {@code initialize} has negotiated.
 *
 * @param sdk sends requests to the client and matches its responses
 * @param capabilities of the client
 * @param watch the client's resource subscriptions
 */
record NegotiatedSession(
        MethodTable table, McpStreamableServerSession sdk, String revision, JsonNode capabilities, ResourceWatch watch)
        implements AutoCloseable {
    /** How long a user may take to answer a question. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(10);

    /** @param listener takes the messages that belong to no request */
    static NegotiatedSession open(MethodTable table, InitializeRequest request, Consumer<Object> listener) {
        return new NegotiatedSession(
                table,
                // The id only has to be a prefix of the ids of requests to this client.
                new McpStreamableServerSession(
                        "poe-mcp", request.capabilities(), request.clientInfo(), ANSWER_TIMEOUT, Map.of(), Map.of()),
                SessionRevisions.negotiate(request.protocolVersion()),
                JsonRpc.JSON.valueToTree(request.capabilities()),
                table.watch((method, params) -> listener.accept(new JSONRPCNotification(method, params))));
    }

    @Override
    public void close() {
        try (watch) {
            sdk.close();
        }
    }
}
