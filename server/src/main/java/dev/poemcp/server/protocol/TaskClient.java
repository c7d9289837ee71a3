package dev.poemcp.server.protocol;

import dev.poemcp.server.resources.ResourceWatch;
import dev.poemcp.server.tools.api.CallContext.Answer;

/** The client of a task: supports results of the newest revision, wants no progress and cannot be asked. */
final class TaskClient implements McpClient {
    @Override
    public boolean supportsResourceLinks() {
        return true;
    }

    @Override
    public void progress(Object token, double progress, String message) {
        // A call for a task has no progress token.
    }

    @Override
    public Answer confirm(String question) {
        return Answer.CANNOT_ASK;
    }

    @Override
    public ResourceWatch watch() {
        throw new IllegalStateException("A task subscribes to nothing.");
    }
}
