package dev.poemcp.emulator.reply;

import dev.poemcp.emulator.channel.Channels;
import dev.poemcp.emulator.channel.Event;
import dev.poemcp.emulator.control.SiteBehavior;
import dev.poemcp.emulator.script.ReplyPlan;
import dev.poemcp.emulator.world.Chat;
import dev.poemcp.emulator.world.Job;
import dev.poemcp.emulator.world.Ledger;
import dev.poemcp.emulator.world.Message;
import dev.poemcp.emulator.world.World;
import dev.poemcp.emulator.world.WorldJson;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs replies: changes the world, publishes events on the channel and schedules steps on the clock. */
public final class ReplyRunner {
    private static final Logger log = LoggerFactory.getLogger(ReplyRunner.class);

    private final World world;
    private final WorldJson json;
    private final Channels channels;
    private final Ledger ledger;
    private final ServedFiles files;
    private final ScheduledExecutorService clock;
    private final ConsentDialogs dialogs;
    private final boolean suggestionsRepeatMessage;

    public ReplyRunner(
            World world,
            WorldJson json,
            Channels channels,
            Ledger ledger,
            ServedFiles files,
            ScheduledExecutorService clock,
            SiteBehavior behavior,
            boolean suggestionsRepeatMessage) {
        this.world = world;
        this.json = json;
        this.channels = channels;
        this.ledger = ledger;
        this.files = files;
        this.clock = clock;
        this.dialogs = new ConsentDialogs(world, json, behavior, ledger);
        this.suggestionsRepeatMessage = suggestionsRepeatMessage;
    }

    /**
     * Starts a reply and returns immediately. A reply that costs more than the account's limit waits for consent.
     *
     * @param first runs before the reply's message is created
     * @return the reply's message; empty while it waits for consent
     */
    public Optional<Message> start(Job job, ReplyPlan plan, Runnable first) {
        if (dialogs.isRequired(job)) {
            dialogs.add(job, () -> run(job, plan, first));
            later(plan.initialDelay(), () -> publish(List.of(about("jobUpdated", job), dialog(job))));
            return Optional.empty();
        }
        return Optional.of(run(job, plan, first));
    }

    private Message run(Job job, ReplyPlan plan, Runnable first) {
        job.state("not_started");
        first.run();
        var reply = world.addReply(job);
        new ReplyRun(this, job, reply, plan).start();
        return reply;
    }

    /** Consents to the cost of the waiting reply in a chat; returns whether there is one. Hold the world's monitor. */
    public boolean consent(Chat chat) {
        return dialogs.consent(chat);
    }

    /** The dialog that asks for consent. */
    Event dialog(Job job) {
        return dialogs.dialog(job);
    }

    /** Cancels an active job; its text so far remains. Hold the world's monitor. */
    public void cancel(Job job) {
        job.state("cancelled");
        if (dialogs.remove(job)) {
            job.cost(0);
            publish(List.of(about("jobUpdated", job)));
            return;
        }
        job.cost(job.bot().script().pricePoints());
        for (var message : List.copyOf(job.chat().messages())) {
            if (message.job() == job && message.state().equals("incomplete")) {
                message.cancel();
                publish(List.of(
                        about("messageCancelled", message), about("messageAdded", message), about("jobUpdated", job)));
            }
        }
    }

    public void publish(List<Event> events) {
        channels.publish(events);
    }

    /** An event of a message, keyed by its chat. */
    public Event about(String subscription, Message message) {
        return new Event.Update(subscription, message.chat().chatId(), json.message(message));
    }

    public Event about(String subscription, Job job) {
        return new Event.Update(subscription, job.chat().chatId(), json.job(job));
    }

    public Event about(String subscription, Chat chat) {
        return new Event.Update(subscription, chat.chatId(), json.chat(chat));
    }

    /** The event of changed points or settings of the account. */
    public Event aboutViewer() {
        return new Event.Update("viewerStateUpdated", null, json.viewer());
    }

    World world() {
        return world;
    }

    WorldJson json() {
        return json;
    }

    Channels channels() {
        return channels;
    }

    Ledger ledger() {
        return ledger;
    }

    ServedFiles files() {
        return files;
    }

    boolean suggestionsRepeatMessage() {
        return suggestionsRepeatMessage;
    }

    /** Runs the task after the delay, holding the world's monitor; not after the emulator is closed. */
    void later(Duration delay, Runnable task) {
        Runnable guarded = () -> {
            synchronized (world) {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    log.error("A reply failed", e);
                }
            }
        };
        var unused = clock.schedule(guarded, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
}
