package dev.poemcp.server.transport;

import dev.poemcp.server.protocol.MethodTable;
import dev.poemcp.server.protocol.stateless.StatelessServer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Serves the callers that share an account.
 *
 * @param table for the revisions with sessions
 * @param stateless for the stateless revision; created by its first request
 * @param accepted whether Poe has ever accepted the account's credentials; must not block
 * @param onClose closes the account
 */
public record AccountServer(
        MethodTable table, Supplier<StatelessServer> stateless, BooleanSupplier accepted, Runnable onClose)
        implements AutoCloseable {
    /** With the server's own account, which needs no proof. */
    public AccountServer(MethodTable table, Supplier<StatelessServer> stateless, Runnable onClose) {
        this(table, stateless, () -> true, onClose);
    }

    @Override
    public void close() {
        onClose.run();
    }
}
