package dev.poemcp.poe.api;

import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.PoeFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps what a listener gets, and fails a test that is told of two ends. */
final class RecordedReply implements ReplyListener {
    final StringBuilder text = new StringBuilder();
    final List<Attachment> attachments = new ArrayList<>();
    final List<String> suggestions = new ArrayList<>();
    volatile boolean completed;
    volatile @Nullable PoeFailure failure;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch started = new CountDownLatch(1);

    @Override
    public void append(String piece) {
        text.append(piece);
        started.countDown();
    }

    @Override
    public void replace(String whole) {
        text.setLength(0);
        text.append(whole);
    }

    @Override
    public void attachment(Attachment attachment) {
        attachments.add(attachment);
    }

    @Override
    public void suggestedReply(String suggestion) {
        suggestions.add(suggestion);
    }

    @Override
    public void completed() {
        end();
        completed = true;
        ended.countDown();
    }

    @Override
    public void failed(PoeFailure why) {
        end();
        failure = why;
        ended.countDown();
    }

    PoeFailure why() {
        PoeFailure why = failure;
        if (why == null) {
            throw new AssertionError("It did not fail: " + text);
        }
        return why;
    }

    RecordedReply await() throws InterruptedException {
        if (!ended.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("No end; so far: " + text);
        }
        return this;
    }

    void awaitText() throws InterruptedException {
        if (!started.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("No text");
        }
    }

    private void end() {
        if (ended.getCount() == 0) {
            throw new AssertionError("A second end");
        }
    }
}
