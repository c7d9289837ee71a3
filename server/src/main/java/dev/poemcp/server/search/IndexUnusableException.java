package dev.poemcp.server.search;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** There is no complete index of this format, or it is broken; it has to be built again. */
public final class IndexUnusableException extends IOException {
    private static final long serialVersionUID = 1L;

    public IndexUnusableException(@Nullable String why, @Nullable Throwable cause) {
        super(why, cause);
    }
}
