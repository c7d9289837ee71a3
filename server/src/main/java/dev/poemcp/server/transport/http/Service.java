package dev.poemcp.server.transport.http;

import dev.poemcp.server.protocol.stateless.StatelessServer;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.util.function.BooleanSupplier;

/**
 * Serves the callers that share an account.
 *
 * @param sessions for the revisions with sessions
 * @param stateless for the stateless revision
 * @param accepted whether Poe has ever accepted the account's credentials; must not block
 * @param onClose closes the account
 */
public record Service(
        McpStreamableServerSession.Factory sessions,
        StatelessServer stateless,
        BooleanSupplier accepted,
        Runnable onClose)
        implements AutoCloseable {
    /** With the server's own account, which needs no proof. */
    public Service(McpStreamableServerSession.Factory sessions, StatelessServer stateless, Runnable onClose) {
        this(sessions, stateless, () -> true, onClose);
    }

    @Override
    public void close() {
        onClose.run();
    }
}
