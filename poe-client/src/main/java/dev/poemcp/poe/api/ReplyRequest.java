package dev.poemcp.poe.api;

/** A question that was sent. */
interface ReplyRequest {
    /** Closes the connection, which stops the bot. The listener gets {@code failed} with a cancellation. Idempotent. */
    void cancel();
}
