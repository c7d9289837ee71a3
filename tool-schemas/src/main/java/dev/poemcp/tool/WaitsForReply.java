package dev.poemcp.tool;

import org.jspecify.annotations.Nullable;

/** Arguments of a long-running tool: the call may wait for a bot's reply. */
public interface WaitsForReply {
    /** Where {@code POE_WAIT_SECONDS} sets no other. */
    int DEFAULT_SECONDS = 50;

    String WAIT_SECONDS = "Seconds to wait (default " + DEFAULT_SECONDS + "); then returns the partial reply.";

    /** {@link #WAIT_SECONDS} with another default. */
    static String waitSeconds(long byDefault) {
        return WAIT_SECONDS.replace("default " + DEFAULT_SECONDS, "default " + byDefault);
    }

    /** Seconds to wait; null for the default. */
    @Nullable
    Integer waitSeconds();
}
