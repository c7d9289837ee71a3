package dev.poemcp.server.protocol;

import dev.poemcp.server.resources.ResourceWatch;
import dev.poemcp.server.tools.api.CallContext.Answer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A host that keeps what it is told and answers what a test says. */
final class RecordingHost implements McpClient {
    private final List<Told> progress = new CopyOnWriteArrayList<>();
    private Asked asked = () -> Answer.CANNOT_ASK;
    private boolean links = true;

    record Told(Object token, double progress, String message, long at) {}

    interface Asked {
        Answer answer() throws InterruptedException;
    }

    List<Told> progress() {
        return progress;
    }

    void answers(Asked how) {
        asked = how;
    }

    RecordingHost withoutLinks() {
        links = false;
        return this;
    }

    @Override
    public boolean takesResourceLinks() {
        return links;
    }

    @Override
    public void progress(Object token, double value, String message) {
        progress.add(new Told(token, value, message, System.nanoTime()));
    }

    @Override
    public Answer confirm(String question) throws InterruptedException {
        return asked.answer();
    }

    @Override
    public ResourceWatch watch() {
        throw new AssertionError("nothing is watched here");
    }
}
