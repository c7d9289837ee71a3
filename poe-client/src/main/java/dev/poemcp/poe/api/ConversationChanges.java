package dev.poemcp.poe.api;

import dev.poemcp.poe.Changes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells listeners which conversations change. */
final class ConversationChanges implements Changes {
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public Subscription subscribe(Consumer<Change> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void changed(String code) {
        listeners.forEach(listener -> listener.accept(new Change.ConversationChanged(code)));
    }
}
