package dev.poemcp.poe.site.message;

import dev.poemcp.poe.Changes.Change;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers changes to one listener on a worker thread, one call at a time. Equal changes that are waiting are merged;
 * if too many wait, one gap replaces them.
 */
final class ChangeQueue {
    private static final Logger log = LoggerFactory.getLogger(ChangeQueue.class);
    private static final int MAX_WAITING = 1000;

    private final Consumer<Change> listener;
    private final Executor workers;
    private final Set<Change> waiting = new LinkedHashSet<>();
    private boolean running;
    private boolean closed;

    ChangeQueue(Consumer<Change> listener, Executor workers) {
        this.listener = listener;
        this.workers = workers;
    }

    synchronized void add(Change change) {
        if (closed) {
            return;
        }
        if (waiting.size() >= MAX_WAITING) {
            waiting.clear();
            waiting.add(new Change.Gap());
        }
        waiting.add(change);
        if (!running) {
            running = true;
            try {
                workers.execute(this::drain);
            } catch (RejectedExecutionException full) {
                // Waiting changes are delivered with the next one.
                running = false;
                log.debug("No worker is free for changes: {}", full.getMessage());
            }
        }
    }

    private void drain() {
        for (List<Change> batch = next(); !batch.isEmpty(); batch = next()) {
            for (Change change : batch) {
                try {
                    listener.accept(change);
                } catch (RuntimeException failed) {
                    log.warn("A change listener failed.", failed);
                }
            }
        }
    }

    private synchronized List<Change> next() {
        List<Change> batch = closed ? List.of() : new ArrayList<>(waiting);
        waiting.clear();
        running = !batch.isEmpty();
        return batch;
    }

    synchronized void close() {
        closed = true;
        waiting.clear();
    }
}
