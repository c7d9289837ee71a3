package dev.poemcp.server.transport.http;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The completion of an HTTP exchange. However often it is completed, the container is notified once, and everything
 * that the exchange holds is released once.
 */
final class ExchangeCompletion implements Callback {
    private static final Logger log = LoggerFactory.getLogger(ExchangeCompletion.class);

    private final Callback container;
    private final List<Runnable> actions = new ArrayList<>();
    private boolean completed;

    ExchangeCompletion(Callback container) {
        this.container = container;
    }

    /** @param action run once at the end of the exchange, or now if it has ended; must not block */
    void onEnd(Runnable action) {
        synchronized (this) {
            if (!completed) {
                actions.add(action);
                return;
            }
        }
        run(action);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public void succeeded() {
        end(container::succeeded);
    }

    @Override
    public void failed(Throwable cause) {
        end(() -> container.failed(cause));
    }

    private void end(Runnable notification) {
        List<Runnable> pending;
        synchronized (this) {
            if (completed) {
                return;
            }
            completed = true;
            pending = List.copyOf(actions);
            actions.clear();
        }
        pending.forEach(ExchangeCompletion::run);
        run(notification);
    }

    /** A failing action must not prevent the others. */
    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            log.error("A cleanup action at the end of a request failed.", e);
        }
    }
}
