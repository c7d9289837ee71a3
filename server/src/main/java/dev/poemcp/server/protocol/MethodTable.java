package dev.poemcp.server.protocol;

import dev.poemcp.server.resources.ResourceWatch;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * An MCP server as a table: method → handler. Knows no transport, no session and no protocol revision; the adapters in
 * {@code .session} and {@code .stateless} serve it.
 */
public final class MethodTable {
    private final ServerInfo info;
    private final Map<String, MethodHandler> handlers;
    private final BiPredicate<String, Parameters> waitsForReply;
    private final Function<Notifier, ResourceWatch> watches;

    /** Handles one method. Blocks; throws {@link McpError} for protocol errors. */
    @FunctionalInterface
    public interface MethodHandler {
        Object handle(Parameters params, McpClient client);
    }

    /** Takes the notifications that belong to no request. */
    @FunctionalInterface
    public interface Notifier {
        void notify(String method, Object params);
    }

    /**
     * @param waitsForReply whether a method with these parameters may take as long as a bot's reply
     * @param watches creates the resource subscriptions of one client
     */
    public MethodTable(
            ServerInfo info,
            Map<String, MethodHandler> handlers,
            BiPredicate<String, Parameters> waitsForReply,
            Function<Notifier, ResourceWatch> watches) {
        this.info = info;
        this.handlers = Map.copyOf(handlers);
        this.waitsForReply = waitsForReply;
        this.watches = watches;
    }

    public ServerInfo info() {
        return info;
    }

    /** Whether the request may take as long as a bot's reply. Does not block. */
    public boolean waitsForReply(String method, Parameters params) {
        return waitsForReply.test(method, params);
    }

    /** The resource subscriptions of one client; to be closed with it. */
    public ResourceWatch watch(Notifier notifier) {
        return watches.apply(notifier);
    }

    /**
     * Calls a method on the calling thread; an interrupt ends it.
     *
     * @return the result, to be written as JSON
     * @throws McpError for every failure, with nothing internal in it
     * @throws InputRequired as {@link McpClient#ask} does
     */
    public Object call(String method, Parameters params, McpClient client) {
        var handler = handlers.get(method);
        if (handler == null) {
            throw ProtocolErrors.methodNotFound(method);
        }
        try {
            return handler.handle(params, client);
        } catch (McpError | InputRequired e) {
            throw e;
        } catch (RuntimeException e) {
            throw McpError.builder(ErrorCodes.INTERNAL_ERROR)
                    .message("Internal error, incident " + Incident.log(method, e) + ".")
                    .build();
        }
    }
}
