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

/** Where answers are played: the world they change, the channel they are told through, the clock they keep. */
public final class Stage {
    private static final Logger log = LoggerFactory.getLogger(Stage.class);

    private final World world;
    private final WorldJson json;
    private final Channels channels;
    private final Ledger ledger;
    private final ServedFiles files;
    private final ScheduledExecutorService clock;
    private final ConsentDialogs dialogs;
    private final boolean suggestionsRepeatMessage;

    public Stage(
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
        this.dialogs = new ConsentDialogs(world, json, behavior);
        this.suggestionsRepeatMessage = suggestionsRepeatMessage;
    }

    /**
     * Begins to answer; returns at once. An answer that costs more than the account's limit waits for consent instead.
     *
     * @param first what happens before the answer's message is made
     * @return the answer's message; empty while it waits for consent
     */
    public Optional<Message> start(Job job, ReplyPlan plan, Runnable first) {
        if (dialogs.needed(job)) {
            dialogs.await(job, () -> begin(job, plan, first));
            later(plan.firstWait(), () -> publish(List.of(about("jobUpdated", job), dialog(job))));
            return Optional.empty();
        }
        return Optional.of(begin(job, plan, first));
    }

    private Message begin(Job job, ReplyPlan plan, Runnable first) {
        job.state("not_started");
        first.run();
        var answer = world.addAnswer(job);
        new Performance(this, job, answer, plan).begin();
        return answer;
    }

    /** The user consents to the cost of what waits in a chat; whether anything did. Hold the world's monitor. */
    public boolean consent(Chat chat) {
        return dialogs.consent(chat);
    }

    /** The dialog that asks for consent. */
    Event dialog(Job job) {
        return dialogs.dialog(job);
    }

    /** Stops the job at work in a chat; what is said so far stays. Hold the world's monitor. */
    public void cancel(Job job) {
        job.state("cancelled");
        if (dialogs.drop(job)) {
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

    /** An event about a message, keyed by its chat. */
    public Event about(String subscription, Message message) {
        return new Event.Update(subscription, message.chat().chatId(), json.message(message));
    }

    public Event about(String subscription, Job job) {
        return new Event.Update(subscription, job.chat().chatId(), json.job(job));
    }

    public Event about(String subscription, Chat chat) {
        return new Event.Update(subscription, chat.chatId(), json.chat(chat));
    }

    /** The account's points or settings changed. */
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

    /** Runs it later, holding the world's monitor; never once the emulator is closed. */
    void later(Duration delay, Runnable scene) {
        Runnable guarded = () -> {
            synchronized (world) {
                try {
                    scene.run();
                } catch (RuntimeException e) {
                    log.error("An answer could not be played on", e);
                }
            }
        };
        var unused = clock.schedule(guarded, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
}
