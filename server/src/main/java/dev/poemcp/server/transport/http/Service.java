package dev.poemcp.server.transport.http;

import dev.poemcp.server.transport.era.ModernServer;
import io.modelcontextprotocol.spec.McpStreamableServerSession;

/**
 * What serves the callers who share an account.
 *
 * @param sessions for the revisions that have them
 * @param modern for the one that has none
 * @param onClose lets go of the account
 */
public record Service(McpStreamableServerSession.Factory sessions, ModernServer modern, Runnable onClose)
        implements AutoCloseable {
    @Override
    public void close() {
        onClose.run();
    }
}
