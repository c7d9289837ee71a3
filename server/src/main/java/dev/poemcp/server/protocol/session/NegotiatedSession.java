package dev.poemcp.server.protocol.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.server.protocol.MethodTable;
import dev.poemcp.server.resources.ResourceWatch;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import java.util.function.Consumer;

/** What {@code initialize} has negotiated. */
final class NegotiatedSession implements AutoCloseable {
    private final MethodTable table;
    private final String revision;
    private final JsonNode capabilities;
    private final ResourceWatch watch;
    private final ClientRequests requests = new ClientRequests();

    /** @param listener takes the messages that belong to no request */
    NegotiatedSession(MethodTable table, InitializeParams params, Consumer<Object> listener) {
        this.table = table;
        this.revision = SessionRevisions.negotiate(params.revision());
        this.capabilities = params.capabilities();
        this.watch = table.watch((method, notified) -> listener.accept(new JSONRPCNotification(method, notified)));
    }

    MethodTable table() {
        return table;
    }

    String revision() {
        return revision;
    }

    /** Of the client. */
    JsonNode capabilities() {
        return capabilities;
    }

    /** The client's resource subscriptions. */
    ResourceWatch watch() {
        return watch;
    }

    /** The requests of this server to the client. */
    ClientRequests requests() {
        return requests;
    }

    @Override
    public void close() {
        try (watch) {
            requests.close();
        }
    }
}
