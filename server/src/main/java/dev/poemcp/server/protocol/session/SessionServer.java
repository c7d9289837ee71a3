package dev.poemcp.server.protocol.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.jsonrpc.RequestHandler;
import dev.poemcp.server.protocol.MethodTable;
import dev.poemcp.server.protocol.Parameters;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.InitializeResult;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Serves one client of the revisions that open a session with {@code initialize}. Independent of connections. The
 * notification {@code initialized} is not awaited, since some clients omit it.
 */
public final class SessionServer implements RequestHandler, AutoCloseable {
    private final Supplier<MethodTable> table;
    private volatile Consumer<Object> listener = message -> {};
    private volatile @Nullable NegotiatedSession opened;

    /** @param table created by {@code initialize} */
    public SessionServer(Supplier<MethodTable> table) {
        this.table = table;
    }

    public boolean isOpen() {
        return opened != null;
    }

    /** From now on sends the messages that belong to no request there; a client without a listener misses them. */
    public void listen(Consumer<Object> messages) {
        listener = messages;
    }

    @Override
    public boolean acceptsBatches() {
        var session = opened;
        return session != null && session.revision().equals(ProtocolVersions.MCP_2025_03_26);
    }

    @Override
    public Mode mode(Incoming.Request request) {
        var session = opened;
        // The handshake is over before the next message is read, and pings never wait.
        if (session == null
                || request.method().equals(McpSchema.METHOD_INITIALIZE)
                || request.method().equals(McpSchema.METHOD_PING)) {
            return Mode.IMMEDIATE;
        }
        return session.table().waitsForReply(request.method(), new Parameters(request.params()))
                ? Mode.WAITS_FOR_REPLY
                : Mode.OWN_THREAD;
    }

    @Override
    public Object handle(Incoming.Request request, Consumer<Object> messages) {
        var id = JsonRpc.plainId(request.id());
        var session = opened;
        if (request.method().equals(McpSchema.METHOD_PING)) {
            return JsonRpc.result(id, Map.of());
        }
        if (request.method().equals(McpSchema.METHOD_INITIALIZE)) {
            return session == null
                    ? initialize(id, request.params())
                    : JsonRpc.error(
                            id, ErrorCodes.INVALID_REQUEST, "Invalid request: initialize comes once, and alone.");
        }
        if (session == null) {
            return JsonRpc.error(id, ErrorCodes.INVALID_REQUEST, "Invalid request: the first request is initialize.");
        }
        try {
            return JsonRpc.result(
                    id,
                    session.table()
                            .call(
                                    request.method(),
                                    new Parameters(request.params()),
                                    new SessionClient(session, messages)));
        } catch (McpError e) {
            return JsonRpc.error(id, e.getJsonRpcError());
        }
    }

    private Object initialize(Object id, @Nullable JsonNode params) {
        var client = InitializeParams.of(params);
        if (client == null) {
            return JsonRpc.error(
                    id,
                    ErrorCodes.INVALID_PARAMS,
                    "Invalid params: they do not have the shape that the protocol gives them.");
        }
        var session = new NegotiatedSession(table.get(), client, message -> listener.accept(message));
        opened = session;
        var info = session.table().info();
        return JsonRpc.result(
                id,
                InitializeResult.builder(session.revision(), info.capabilities(), info.identity())
                        .instructions(info.instructions())
                        .build());
    }

    @Override
    public void acceptResponse(Incoming.Response response) {
        var session = opened;
        if (session != null) {
            session.requests().accept(response);
        }
    }

    @Override
    public void close() {
        var session = opened;
        if (session != null) {
            session.close();
        }
    }
}
