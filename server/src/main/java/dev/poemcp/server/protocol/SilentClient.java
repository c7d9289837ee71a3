package dev.poemcp.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.resources.ResourceWatch;
import org.jspecify.annotations.Nullable;

/** The client of calls that the server makes itself, for tasks and subscriptions: wants no progress, cannot be asked. */
public final class SilentClient implements McpClient {
    private final @Nullable ResourceWatch watch;

    /** @param watch null if the call subscribes to nothing */
    public SilentClient(@Nullable ResourceWatch watch) {
        this.watch = watch;
    }

    @Override
    public boolean supportsResourceLinks() {
        return true;
    }

    @Override
    public JsonNode capabilities() {
        return JsonRpc.JSON.createObjectNode();
    }

    @Override
    public void notify(String method, Object params) {
        throw new IllegalStateException("There is no progress token.");
    }

    @Override
    public JsonNode ask(String method, Object params) {
        throw new IllegalStateException("There is no capability to ask for.");
    }

    @Override
    public ResourceWatch watch() {
        if (watch == null) {
            throw new IllegalStateException("This call subscribes to nothing.");
        }
        return watch;
    }
}
