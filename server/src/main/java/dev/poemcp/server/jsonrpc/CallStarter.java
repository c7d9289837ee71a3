package dev.poemcp.server.jsonrpc;

import org.jspecify.annotations.Nullable;

/** Runs calls on other threads. */
@FunctionalInterface
public interface CallStarter {
    /** Why a call is not started, as a JSON-RPC error. */
    record Refusal(int code, String message) {}

    /** Starts the work; returns null, or the reason why it is not started. */
    @Nullable
    Refusal start(Runnable work);
}
