package dev.poemcp.server.cli;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ISetter;

/** Passes an option's value on; ignores the null that picocli sets before it parses. */
record OptionSetter(Consumer<Object> setter) implements ISetter {
    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> @Nullable T set(@Nullable T value) {
        if (value != null) {
            setter.accept(value);
        }
        return value;
    }
}
