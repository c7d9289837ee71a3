package dev.poemcp.poe;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Part of a list. {@code nextCursor} requests the next part and is null at the end; it is opaque to callers. */
public record Page<T>(List<T> items, @Nullable String nextCursor) {
    public Page {
        items = List.copyOf(items);
    }

    public <R> Page<R> map(Function<? super T, ? extends R> mapper) {
        return new Page<>(items.stream().<R>map(mapper).toList(), nextCursor);
    }
}
