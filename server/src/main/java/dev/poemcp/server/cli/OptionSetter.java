package dev.poemcp.server.cli;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ISetter;

/** Hands an option's value on; null, which picocli sets before it parses, is nothing to hand on. */
record OptionSetter(Consumer<Object> taker) implements ISetter {
    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> @Nullable T set(@Nullable T value) {
        if (value != null) {
            taker.accept(value);
        }
        return value;
    }
}
