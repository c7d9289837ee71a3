package dev.poemcp.server.protocol;

import dev.poemcp.server.resources.ResourceWatch;
import dev.poemcp.server.tools.api.CallContext.Answer;

/** Whoever asks after a task: reads results of the newest revision, hears no progress and can't be asked anything. */
final class TaskClient implements McpClient {
    @Override
    public boolean takesResourceLinks() {
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
