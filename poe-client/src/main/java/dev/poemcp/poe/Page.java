package dev.poemcp.poe;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Part of a list. {@code nextCursor} asks for the next part and is null at the end; to callers it is opaque. */
public record Page<T>(List<T> items, @Nullable String nextCursor) {
    public Page {
        items = List.copyOf(items);
    }

    public <R> Page<R> map(Function<? super T, ? extends R> mapper) {
        return new Page<>(items.stream().<R>map(mapper).toList(), nextCursor);
    }
}
