package dev.poemcp.poe.api;

import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.api.conversation.Conversation;
import dev.poemcp.poe.api.conversation.ConversationMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A reply that this process is receiving, or has received and whose cost is not known yet. Thread-safe. */
final class RunningReply implements LiveReply, ReplyListener {
    private final Conversation conversation;
    private final ConversationMessage begun;
    private final Consumer<RunningReply> onEnd;
    private final LongSupplier nanoTime;
    private final long started;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final StringBuilder text = new StringBuilder();
    private final List<Attachment> attachments = new ArrayList<>();
    private final List<String> suggestedReplies = new ArrayList<>();
    private Reply.State state = Reply.State.IN_PROGRESS;
    private @Nullable PoeFailure failure;
    private @Nullable Long points;
    private @Nullable ReplyRequest request;
    private boolean accepted;
    private boolean cancelled;
    private boolean settled;
    private long ended;
    private int version;

    /**
     * @param conversation with the question and the begun message
     * @param begun the bot's message
     * @param onEnd called once, on the thread that ended the reply
     */
    RunningReply(
            Conversation conversation, ConversationMessage begun, Consumer<RunningReply> onEnd, LongSupplier nanoTime) {
        this.conversation = conversation;
        this.begun = begun;
        this.onEnd = onEnd;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
    }

    Conversation conversation() {
        return conversation;
    }

    String code() {
        return conversation.code();
    }

    boolean hasEnded() {
        return locked(() -> state.ended());
    }

    long messageId() {
        return begun.id();
    }

    /** Binds the request that {@link #cancel} ends. */
    void sent(ReplyRequest sent) {
        boolean late = locked(() -> {
            request = sent;
            return cancelled;
        });
        if (late) {
            sent.cancel();
        }
    }

    @Override
    public void append(String more) {
        change(() -> text.append(more));
    }

    @Override
    public void replace(String whole) {
        change(() -> {
            text.setLength(0);
            text.append(whole);
        });
    }

    @Override
    public void attachment(Attachment attachment) {
        change(() -> attachments.add(attachment));
    }

    @Override
    public void suggestedReply(String suggestion) {
        change(() -> suggestedReplies.add(suggestion));
    }

    @Override
    public void completed() {
        end(Reply.State.COMPLETE, null);
    }

    @Override
    public void failed(PoeFailure why) {
        boolean byUser = locked(() -> cancelled);
        end(byUser ? Reply.State.CANCELLED : Reply.State.FAILED, byUser ? null : why);
    }

    private void end(Reply.State how, @Nullable PoeFailure why) {
        boolean first = locked(() -> {
            if (state.ended()) {
                return false;
            }
            state = how;
            failure = why;
            ended = nanoTime.getAsLong();
            signal();
            return true;
        });
        if (first) {
            onEnd.accept(this);
        }
    }

    /** The cost is known; null if it will not be. Ends the wait for it. */
    void settle(@Nullable Long cost) {
        locked(() -> {
            settled = true;
            if (cost != null) {
                points = cost;
            }
            signal();
            return true;
        });
    }

    /** Stops the bot; false if the reply had ended. */
    boolean cancel() {
        boolean isRunning = locked(() -> {
            cancelled |= !state.ended();
            return !state.ended();
        });
        ReplyRequest running = locked(() -> request);
        if (isRunning && running != null) {
            running.cancel();
        }
        return isRunning;
    }

    /**
     * Waits until Poe has begun to answer or has refused to.
     *
     * @return the failure, if Poe did not execute the message
     */
    Optional<PoeFailure> awaitAccepted(Duration wait) {
        return interruptible(() -> {
            long left = wait.toNanos();
            while (!accepted && !state.ended() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return Optional.ofNullable(failure).filter(why -> !accepted && why.spend() == Spend.NONE);
        });
    }

    @Override
    public Reply now() {
        return locked(this::view);
    }

    @Override
    public Reply await(Duration wait, Consumer<Reply> onUpdate) {
        long deadline = nanoTime.getAsLong() + wait.toNanos();
        int seen = 0;
        while (true) {
            int known = seen;
            int newest = interruptible(() -> {
                long left = deadline - nanoTime.getAsLong();
                while (version == known && !isOver() && left > 0) {
                    left = Math.min(changed.awaitNanos(left), deadline - nanoTime.getAsLong());
                }
                return isOver() || left <= 0 ? -1 : version;
            });
            if (newest < 0) {
                return now();
            }
            seen = newest;
            onUpdate.accept(now());
        }
    }

    private boolean isOver() {
        return state.ended() && settled;
    }

    /** The message as the conversation keeps it. */
    ConversationMessage message() {
        return ReplyViews.message(begun, now());
    }

    private Reply view() {
        long until = state.ended() ? ended : nanoTime.getAsLong();
        return new ReplyViews.Content(
                        state,
                        text.toString(),
                        attachments,
                        suggestedReplies,
                        points,
                        Duration.ofNanos(until - started),
                        Optional.ofNullable(failure))
                .reply(conversation, begun.id());
    }

    private void change(Runnable edit) {
        locked(() -> {
            edit.run();
            accepted = true;
            signal();
            return true;
        });
    }

    private void signal() {
        version++;
        changed.signalAll();
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private interface Waiting<T> {
        T run() throws InterruptedException;
    }

    /** An interrupt stops the bot. */
    private <T> T interruptible(Waiting<T> work) {
        lock.lock();
        try {
            return work.run();
        } catch (InterruptedException e) {
            cancel();
            Thread.currentThread().interrupt();
            throw new PoeException(
                    new PoeFailure.Cancelled("The wait for the answer was cancelled.", Spend.POSSIBLE), e);
        } finally {
            lock.unlock();
        }
    }

    /** The reply goes on: only {@link #cancel} and an interrupt stop it. */
    @Override
    public void close() {}
}
