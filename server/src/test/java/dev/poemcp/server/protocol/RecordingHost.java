package dev.poemcp.server.protocol;

import dev.poemcp.server.resources.ResourceWatch;
import dev.poemcp.server.tools.api.CallContext.Answer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client that records progress and answers as the test sets. */
final class RecordingHost implements McpClient {
    private final List<Notification> progress = new CopyOnWriteArrayList<>();
    private UserAnswer userAnswer = () -> Answer.CANNOT_ASK;
    private boolean links = true;

    record Notification(Object token, double progress, String message, long at) {}

    interface UserAnswer {
        Answer answer() throws InterruptedException;
    }

    List<Notification> progress() {
        return progress;
    }

    void answers(UserAnswer answer) {
        userAnswer = answer;
    }

    RecordingHost withoutLinks() {
        links = false;
        return this;
    }

    @Override
    public boolean supportsResourceLinks() {
        return links;
    }

    @Override
    public void progress(Object token, double value, String message) {
        progress.add(new Notification(token, value, message, System.nanoTime()));
    }

    @Override
    public Answer confirm(String question) throws InterruptedException {
        return userAnswer.answer();
    }

    @Override
    public ResourceWatch watch() {
        throw new AssertionError("nothing is watched here");
    }
}
