package dev.poemcp.server.transport.http;

import dev.poemcp.server.protocol.stateless.StatelessServer;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.util.function.BooleanSupplier;

/**
 * What serves the callers who share an account.
 *
 * @param sessions for the revisions that have them
 * @param modern for the one that has none
 * @param accepted whether Poe has ever accepted the account's credentials; must be quick
 * @param onClose lets go of the account
 */
public record Service(
        McpStreamableServerSession.Factory sessions, StatelessServer modern, BooleanSupplier accepted, Runnable onClose)
        implements AutoCloseable {
    /** With an account that needs no proof, since the server was given it. */
    public Service(McpStreamableServerSession.Factory sessions, StatelessServer modern, Runnable onClose) {
        this(sessions, modern, () -> true, onClose);
    }

    @Override
    public void close() {
        onClose.run();
    }
}
