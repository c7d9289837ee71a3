package dev.poemcp.server.protocol.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.server.protocol.McpClient;
import dev.poemcp.server.resources.ResourceWatch;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.util.function.Consumer;

/** The client of one request in a session. */
final class SessionClient implements McpClient {
    private final NegotiatedSession session;
    private final Consumer<Object> messages;

    /** @param messages takes the messages before the response */
    SessionClient(NegotiatedSession session, Consumer<Object> messages) {
        this.session = session;
        this.messages = messages;
    }

    @Override
    public boolean supportsResourceLinks() {
        // Revisions are dates, so they sort.
        return session.revision().compareTo(ProtocolVersions.MCP_2025_06_18) >= 0;
    }

    @Override
    public JsonNode capabilities() {
        return session.capabilities();
    }

    @Override
    public void notify(String method, Object params) {
        messages.accept(new JSONRPCNotification(method, params));
    }

    @Override
    public JsonNode ask(String method, Object params) throws InterruptedException {
        return session.requests().ask(method, params, messages);
    }

    @Override
    public ResourceWatch watch() {
        return session.watch();
    }
}
