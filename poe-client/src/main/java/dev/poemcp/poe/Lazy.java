package dev.poemcp.poe;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that the first call creates, once. A failure is not cached: the next call tries again. */
public final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> factory;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable T value;

    public Lazy(Supplier<T> factory) {
        this.factory = factory;
    }

    @Override
    public T get() {
        var present = value;
        if (present != null) {
            return present;
        }
        lock.lock();
        try {
            present = value;
            if (present == null) {
                present = factory.get();
                value = present;
            }
            return present;
        } finally {
            lock.unlock();
        }
    }

    /** Empty until the first {@link #get()}. */
    public Optional<T> ifCreated() {
        return Optional.ofNullable(value);
    }
}
