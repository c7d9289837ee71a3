package dev.poemcp.tool;

import org.jspecify.annotations.Nullable;

/** Arguments of a long-running tool: the call may wait for a bot's reply. */
public interface WaitsForReply {
    /** Seconds to wait; null for the default. */
    @Nullable
    Integer waitSeconds();
}
