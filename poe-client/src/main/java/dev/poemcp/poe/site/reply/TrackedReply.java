package dev.poemcp.poe.site.reply;

import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Spend;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One answer that is listened to. News come from the socket's thread and from readings; whoever waits sees the newest
 * state. Nothing runs on its behalf but while somebody waits in {@link #await}.
 */
final class TrackedReply implements LiveReply {
    private final ReplyTracker tracker;
    private final ReplyOrigin origin;
    private final ReplyStateMachine machine;
    private final PollSchedule schedule;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final long startedAt;
    private volatile boolean ended;
    private volatile long endedAt;
    private volatile long jobId;
    private boolean consentRequested;
    private volatile boolean closed;

    /** @param known the answer's messages as they were found in their chat; none for one that is only beginning */
    TrackedReply(ReplyTracker tracker, ReplyOrigin origin, ReplyStateMachine.Target target, List<MessageNode> known) {
        this.tracker = tracker;
        this.origin = origin;
        this.machine = new ReplyStateMachine(target);
        this.startedAt = tracker.nanoTime();
        machine.read(known, machine.version());
        boolean alreadyEnded = machine.status().ended();
        this.schedule = new PollSchedule(tracker.limits(), alreadyEnded, startedAt);
        if (!known.isEmpty()) {
            schedule.gap();
            refresh();
        }
    }

    long chatId() {
        return origin.chat().chatId();
    }

    /** 0 while it is not known. Takes no lock, since the channel asks all answers for theirs. */
    long jobId() {
        return jobId;
    }

    ReplyOrigin origin() {
        return origin;
    }

    /** Takes no lock, since all answers are asked under the desk's. */
    boolean isOver() {
        return ended;
    }

    /** When {@link #isOver} became true, in nanoseconds. */
    long endedAt() {
        return endedAt;
    }

    /**
     * Changes what is known under the lock. Whoever waits is woken only for what can be seen, or when there is something
     * to do earlier than it expects: with a thousand answers, the socket's thread would else drown in those it wakes.
     */
    <T> T with(Function<ReplyStateMachine, T> change) {
        return with((m, w) -> change.apply(m));
    }

    /** The same with what is asked after. */
    <T> T with(BiFunction<ReplyStateMachine, PollSchedule, T> change) {
        lock.lock();
        try {
            int version = machine.version();
            long due = schedule.due();
            T result = change.apply(machine, schedule);
            refresh();
            if (machine.version() != version || schedule.due() < due) {
                changed.signalAll();
            }
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #with}, for an event of the channel. */
    void onEvent(Function<ReplyStateMachine, Boolean> change) {
        with(m -> {
            schedule.eventReceived(tracker.nanoTime());
            return change.apply(m);
        });
    }

    void channelUp(boolean up) {
        with(m -> {
            schedule.channelUp(up);
            return up;
        });
    }

    void gap() {
        with(m -> {
            schedule.gap();
            return m.forgetJobs();
        });
    }

    /** Poe asks for consent to the price before it starts an answer. One that has begun is not meant. */
    void consentRequested() {
        with(m -> {
            if (!consentRequested && m.text().isEmpty() && !m.status().ended()) {
                consentRequested = true;
                tracker.fetcher().fetchPointsLimit(this);
            }
            return false;
        });
    }

    /** Whether its reader is done with it. */
    boolean isClosed() {
        return closed;
    }

    /** Brings the watch in step with what is known. Called with the lock held. */
    private void refresh() {
        long now = tracker.nanoTime();
        // Before the desk is asked for the cost of the job: what it hears from now on comes here.
        jobId = machine.jobId();
        schedule.jobEnded(machine.jobEndedFirst(), now);
        ReplyHeuristics heuristics = tracker.heuristics();
        if (machine.status().ended() && !ended) {
            ended = true;
            endedAt = now;
            boolean whole = machine.status() == MessageStatus.COMPLETE;
            boolean paid = machine.status() != MessageStatus.FAILED;
            // A failed answer may have its cost, too: it is asked for at once, and not waited for as long.
            schedule.ended(
                    now,
                    whole && heuristics.suggests(bot()),
                    true,
                    paid && heuristics.costIsTimely(),
                    paid && heuristics.costIsPushed());
        }
        if (machine.extras().suggestions() != null) {
            heuristics.recordSuggestions(bot(), true);
            schedule.suggestionsReceived();
        }
        if (ended && machine.extras().points() == null && machine.jobId() != 0) {
            machine.costUpdated(machine.jobId(), tracker.cost(machine.jobId()));
        }
        if (machine.extras().points() != null) {
            schedule.costReceived();
        }
    }

    private String bot() {
        String requested = origin.bot();
        String actual = machine.messages().botHandle();
        return requested != null ? requested : actual != null ? actual : "";
    }

    @Override
    public Reply now() {
        lock.lock();
        try {
            return snapshot();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Reply await(Duration wait, Consumer<Reply> onUpdate) {
        long deadline = tracker.nanoTime() + wait.toNanos();
        int shown = 0;
        while (true) {
            Reply reply;
            boolean over;
            boolean newVersion;
            try {
                lock.lockInterruptibly();
                try {
                    over = awaitChange(deadline, shown);
                    newVersion = machine.version() != shown;
                    shown = machine.version();
                    reply = snapshot();
                } finally {
                    lock.unlock();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw cancelled();
            }
            if (newVersion) {
                onUpdate.accept(reply);
            }
            if (over) {
                updateHeuristics();
                return now();
            }
        }
    }

    /**
     * Waits for a newer version than the one shown, for the end, or for the deadline, and has the site asked whenever
     * that is due. Called with the lock held.
     *
     * @return whether there is nothing more to wait for
     */
    private boolean awaitChange(long deadline, int shown) throws InterruptedException {
        while (true) {
            long now = tracker.nanoTime();
            boolean over = now - deadline >= 0 || schedule.isOver(now);
            if (over || machine.version() != shown) {
                return over;
            }
            if (schedule.readDue() <= now) {
                schedule.readRequested();
                tracker.fetcher().read(this);
                continue;
            }
            String code = machine.messages().messageCode();
            if (schedule.costDue() <= now) {
                schedule.beginPoll();
                tracker.fetcher().fetchCost(this, code);
                continue;
            }
            changed.awaitNanos(Math.min(deadline, schedule.due()) - now);
        }
    }

    /** What this answer brought after its end is what we expect of the next. */
    private void updateHeuristics() {
        lock.lock();
        try {
            if (!schedule.isOver(tracker.nanoTime())) {
                return;
            }
            if (schedule.wantsSuggestions()) {
                tracker.heuristics().recordSuggestions(bot(), false);
            }
            if (machine.status() != MessageStatus.FAILED) {
                tracker.heuristics().recordCost(machine.extras().points() != null);
            }
        } finally {
            lock.unlock();
        }
    }

    private PoeException cancelled() {
        if (!isOver()) {
            tracker.cancel(chatId());
        }
        return new PoeException(new PoeFailure.Cancelled("The answer was cancelled by the caller.", Spend.POSSIBLE));
    }

    private Reply snapshot() {
        return origin.reply(machine, Duration.ofNanos((ended ? endedAt : tracker.nanoTime()) - startedAt));
    }

    @Override
    public void close() {
        closed = true;
        tracker.forget(this);
    }
}
