package dev.poemcp.poe.site.reply;

import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.json.MessageNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One reply that is being followed. Updates come from the socket's thread and from reads; waiting threads see the
 * newest state. It polls the site only while a thread waits in {@link #await}.
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

    /** @param known the reply's messages found in its chat; empty for a new reply */
    TrackedReply(ReplyTracker tracker, ReplyOrigin origin, ReplyStateMachine.Target target, List<MessageNode> known) {
        this.tracker = tracker;
        this.origin = origin;
        this.machine = new ReplyStateMachine(target);
        this.startedAt = tracker.nanoTime();
        known.forEach(message -> machine.include(message.messageId()));
        machine.read(known, machine.version());
        boolean alreadyEnded = machine.status().ended();
        this.schedule = new PollSchedule(tracker.limits(), alreadyEnded, startedAt);
        if (!known.isEmpty()) {
            schedule.gap();
            refresh();
        }
    }

    long chatId() {
        return origin.chat().number();
    }

    /** As the tracker knows it, which alone changes it; 0 if not known yet. */
    long jobId() {
        return jobId;
    }

    /** For the tracker, when it was told the job. */
    void jobId(long known) {
        jobId = known;
    }

    ReplyOrigin origin() {
        return origin;
    }

    /** Takes no lock, since it is called for all replies under the tracker's lock. */
    boolean isOver() {
        return ended;
    }

    /** When {@link #isOver} became true, in nanoseconds. */
    long endedAt() {
        return endedAt;
    }

    /**
     * Applies a change under the lock. Waiting threads are woken only if the visible state changed or something is due
     * earlier than they expect; otherwise, with a thousand replies, the socket's thread would spend its time waking
     * others.
     */
    <T> T with(Function<ReplyStateMachine, T> change) {
        return with((m, s) -> change.apply(m));
    }

    /** Like {@link #with(Function)}, with the poll schedule. */
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

    /** Like {@link #with(Function)}, for an event from the channel. */
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

    /** Poe asks for consent to the price before it starts a reply; the dialog does not concern one that has begun. */
    void consentRequested() {
        with(m -> {
            if (!consentRequested && m.text().isEmpty() && !m.status().ended()) {
                consentRequested = true;
                tracker.fetcher().fetchPointsLimit(this);
            }
            return false;
        });
    }

    /** Whether the caller has closed it. */
    boolean isClosed() {
        return closed;
    }

    /** Updates the schedule and the derived state. Called with the lock held. */
    private void refresh() {
        long now = tracker.nanoTime();
        if (machine.jobId() != jobId) {
            // Before the tracker is asked for the job's cost: from then on cost events come here.
            tracker.jobKnown(this, machine.jobId());
        }
        schedule.jobEnded(machine.jobEndedFirst(), now);
        ExtrasExpectations expectations = tracker.expectations();
        if (machine.status().ended() && !ended) {
            ended = true;
            endedAt = now;
            boolean whole = machine.status() == MessageStatus.COMPLETE;
            boolean paid = machine.status() != MessageStatus.FAILED;
            // A failed reply may have a cost too: it is queried at once, with a shorter wait.
            schedule.ended(
                    now,
                    whole && expectations.suggests(bot()),
                    true,
                    paid && expectations.costIsTimely(),
                    paid && expectations.costIsPushed());
        }
        if (machine.extras().suggestions() != null) {
            expectations.recordSuggestions(bot(), true);
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
     * Waits for a version newer than {@code shown}, for the end, or for the deadline, and queues queries when they are
     * due. Called with the lock held.
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
                schedule.beginCostQuery();
                tracker.fetcher().fetchCost(this, code);
                continue;
            }
            changed.awaitNanos(Math.min(deadline, schedule.due()) - now);
        }
    }

    /** Records what this reply brought after its end, as the expectation for the next. */
    private void updateHeuristics() {
        lock.lock();
        try {
            if (!schedule.isOver(tracker.nanoTime())) {
                return;
            }
            if (schedule.wantsSuggestions()) {
                tracker.expectations().recordSuggestions(bot(), false);
            }
            if (machine.status() != MessageStatus.FAILED) {
                tracker.expectations().recordCost(machine.extras().points() != null);
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
