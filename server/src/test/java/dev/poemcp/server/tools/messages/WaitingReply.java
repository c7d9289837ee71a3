package dev.poemcp.server.tools.messages;

import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Spend;
import java.time.Duration;
import java.util.function.Consumer;

/** A reply that is complete when its step has ended; an interrupt of the step cancels it. */
record WaitingReply(InterruptibleStep step) implements LiveReply {
    interface InterruptibleStep {
        void run() throws InterruptedException;
    }

    @Override
    public Reply now() {
        return ScriptedReply.growing(1L, "done").now();
    }

    @Override
    public Reply await(Duration wait, Consumer<Reply> onUpdate) {
        try {
            step.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PoeException(new PoeFailure.Cancelled("Cancelled.", Spend.POSSIBLE), e);
        }
        return ScriptedReply.growing(1L, "done").await(wait, onUpdate);
    }

    @Override
    public void close() {}
}
