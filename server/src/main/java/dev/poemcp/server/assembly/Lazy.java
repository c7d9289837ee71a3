package dev.poemcp.server.assembly;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Made by the first who asks, once. A failure is not remembered: the next who asks tries again. */
final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable T made;

    Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public T get() {
        var present = made;
        if (present != null) {
            return present;
        }
        lock.lock();
        try {
            present = made;
            if (present == null) {
                present = maker.get();
                made = present;
            }
            return present;
        } finally {
            lock.unlock();
        }
    }

    /** Empty while nobody has asked. */
    Optional<T> ifMade() {
        return Optional.ofNullable(made);
    }
}
