package dev.poemcp.server.transport.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one end of an HTTP exchange. Whoever ends it, and however often, the container is told once, and all that the
 * exchange held is let go of once.
 */
final class ExchangeCompletion implements Callback {
    private static final Logger log = LoggerFactory.getLogger(ExchangeCompletion.class);

    private final Callback container;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Runnable> actions = new ArrayList<>();
    private boolean over;

    ExchangeCompletion(Callback container) {
        this.container = container;
    }

    /** @param action run once at the end of the exchange, now if that has come; must not block */
    void onEnd(Runnable action) {
        lock.lock();
        try {
            if (!over) {
                actions.add(action);
                return;
            }
        } finally {
            lock.unlock();
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
    public void failed(Throwable why) {
        end(() -> container.failed(why));
    }

    private void end(Runnable telling) {
        List<Runnable> due;
        lock.lock();
        try {
            if (over) {
                return;
            }
            over = true;
            due = List.copyOf(actions);
            actions.clear();
        } finally {
            lock.unlock();
        }
        due.forEach(ExchangeCompletion::run);
        run(telling);
    }

    /** One that fails must not keep the others from being run. */
    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            log.error("Something could not be let go of at the end of a request.", e);
        }
    }
}
