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
    private final ReplyTracker desk;
    private final ReplyOrigin head;
    private final ReplyStateMachine machine;
    private final PollSchedule watch;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final long began;
    private volatile boolean ended;
    private volatile long endedAt;
    private volatile long jobId;
    private boolean consentAsked;
    private volatile boolean closed;

    /** @param known the answer's messages as they were found in their chat; none for one that is only beginning */
    TrackedReply(ReplyTracker desk, ReplyOrigin head, ReplyStateMachine.Target target, List<MessageNode> known) {
        this.desk = desk;
        this.head = head;
        this.machine = new ReplyStateMachine(target);
        this.began = desk.nanoTime();
        machine.read(known, machine.version());
        boolean old = machine.standing().ended();
        this.watch = new PollSchedule(desk.limits(), old, began);
        if (!known.isEmpty()) {
            watch.gap();
            settle();
        }
    }

    long chatId() {
        return head.chat().chatId();
    }

    /** 0 while it is not known. Takes no lock, since the channel asks all answers for theirs. */
    long jobId() {
        return jobId;
    }

    ReplyOrigin head() {
        return head;
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
            long due = watch.due();
            T result = change.apply(machine, watch);
            settle();
            if (machine.version() != version || watch.due() < due) {
                news.signalAll();
            }
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #with}, for an event of the channel. */
    void event(Function<ReplyStateMachine, Boolean> change) {
        with(m -> {
            watch.sign(desk.nanoTime());
            return change.apply(m);
        });
    }

    void line(boolean up) {
        with(m -> {
            watch.line(up);
            return up;
        });
    }

    void gap() {
        with(m -> {
            watch.gap();
            return m.forgetJobs();
        });
    }

    /** Poe asks for consent to the price before it starts an answer. One that has begun is not meant. */
    void consentAsked() {
        with(m -> {
            if (!consentAsked && m.text().isEmpty() && !m.standing().ended()) {
                consentAsked = true;
                desk.fetcher().askLimit(this);
            }
            return false;
        });
    }

    /** Whether its reader is done with it. */
    boolean isClosed() {
        return closed;
    }

    /** Brings the watch in step with what is known. Called with the lock held. */
    private void settle() {
        long now = desk.nanoTime();
        // Before the desk is asked for the cost of the job: what it hears from now on comes here.
        jobId = machine.jobId();
        watch.jobEnded(machine.jobEndedFirst(), now);
        ReplyHeuristics habits = desk.habits();
        if (machine.standing().ended() && !ended) {
            ended = true;
            endedAt = now;
            boolean whole = machine.standing() == MessageStatus.COMPLETE;
            boolean paid = machine.standing() != MessageStatus.FAILED;
            // A failed answer may have its cost, too: it is asked for at once, and not waited for as long.
            watch.ended(
                    now, whole && habits.suggests(bot()), true, paid && habits.tellsCost(), paid && habits.sendsCost());
        }
        if (machine.extras().suggestions() != null) {
            habits.suggested(bot(), true);
            watch.haveSuggestions();
        }
        if (ended && machine.extras().points() == null && machine.jobId() != 0) {
            machine.cost(machine.jobId(), desk.cost(machine.jobId()));
        }
        if (machine.extras().points() != null) {
            watch.haveCost();
        }
    }

    private String bot() {
        String asked = head.bot();
        String told = machine.messages().botHandle();
        return asked != null ? asked : told != null ? told : "";
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
        long deadline = desk.nanoTime() + wait.toNanos();
        int shown = 0;
        while (true) {
            Reply reply;
            boolean over;
            boolean fresh;
            try {
                lock.lockInterruptibly();
                try {
                    over = awaitNews(deadline, shown);
                    fresh = machine.version() != shown;
                    shown = machine.version();
                    reply = snapshot();
                } finally {
                    lock.unlock();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw abandoned();
            }
            if (fresh) {
                onUpdate.accept(reply);
            }
            if (over) {
                learn();
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
    private boolean awaitNews(long deadline, int shown) throws InterruptedException {
        while (true) {
            long now = desk.nanoTime();
            boolean over = now - deadline >= 0 || watch.over(now);
            if (over || machine.version() != shown) {
                return over;
            }
            if (watch.readDue() <= now) {
                watch.readAsked();
                desk.fetcher().read(this);
                continue;
            }
            String code = machine.messages().messageCode();
            if (watch.costDue() <= now) {
                watch.pollBegun();
                desk.fetcher().askCost(this, code);
                continue;
            }
            news.awaitNanos(Math.min(deadline, watch.due()) - now);
        }
    }

    /** What this answer brought after its end is what we expect of the next. */
    private void learn() {
        lock.lock();
        try {
            if (!watch.over(desk.nanoTime())) {
                return;
            }
            if (watch.wantsSuggestions()) {
                desk.habits().suggested(bot(), false);
            }
            if (machine.standing() != MessageStatus.FAILED) {
                desk.habits().cost(machine.extras().points() != null);
            }
        } finally {
            lock.unlock();
        }
    }

    private PoeException abandoned() {
        if (!isOver()) {
            desk.cancel(chatId());
        }
        return new PoeException(new PoeFailure.Cancelled("The answer was cancelled by the caller.", Spend.POSSIBLE));
    }

    private Reply snapshot() {
        return head.reply(machine, Duration.ofNanos((ended ? endedAt : desk.nanoTime()) - began));
    }

    @Override
    public void close() {
        closed = true;
        desk.forget(this);
    }
}
