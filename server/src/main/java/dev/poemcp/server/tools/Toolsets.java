package dev.poemcp.server.tools;

import java.util.List;
import java.util.stream.Stream;

/** All tools of all toolsets, ready to be called. */
public final class Toolsets {
    private Toolsets() {}

    /** In no particular order; one for each definition of the catalogue. */
    public static List<BoundTool<?, ?>> all(Equipment equipment) {
        return Stream.<BoundTool<?, ?>>of().toList();
    }
}
