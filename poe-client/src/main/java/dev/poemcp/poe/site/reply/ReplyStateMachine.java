package dev.poemcp.poe.site.reply;

import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.channel.EventPosition;
import dev.poemcp.poe.site.json.MessageNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of one reply, and how each update changes it. Has no clock, thread or network; guarded by its owner.
 * Methods that change it return whether the visible state changed.
 *
 * <p>A reply is all bot messages of one job, ordered by id. It ends when all of them have ended and the job, if the
 * channel reported it as active, has ended too.
 *
 * <p>Updates from the socket and from reads of the chat can be duplicated, late and out of order. Three rules keep the
 * newest state: a message that has ended does not grow again; an event with an earlier position on the channel than the
 * last one is outdated; and between socket and reads, which have no common order, a text that is a proper prefix of the
 * known one is outdated.
 */
final class ReplyStateMachine {
    private final Target target;
    private final ReplyMessages messages = new ReplyMessages();
    private final JobStates jobs = new JobStates();
    private final ReplyExtras extras = new ReplyExtras();
    private long jobId;
    private String text = "";
    private String finalJobState = "";

    /** Replaces the status of the messages: the state of the ended job, or a failure. RUNNING replaces nothing. */
    private MessageStatus override = MessageStatus.RUNNING;

    private boolean replaying;

    private Optional<PoeFailure> overrideFailure = Optional.empty();
    private int version;

    ReplyStateMachine(Target target) {
        this.target = target;
        this.jobId = target.jobId();
        if (target.messageId() != 0) {
            messages.add(new MessageProgress(target.messageId()));
        }
    }

    /** The message belongs to the reply, whether or not the site names its job. */
    void include(long messageId) {
        messages.add(messages.progress(messageId));
    }

    /**
     * Which messages of the chat are the reply: one, and further ones of its job.
     *
     * @param messageId 0 if not known: then the first bot message after {@code after}
     * @param after the user's message, or the reply that is being regenerated
     * @param regeneratedId the reply that is being regenerated, in case the site keeps its id; else 0
     * @param jobId 0 if not known
     */
    record Target(long messageId, long after, long regeneratedId, long jobId) {
        /** Whether the reply can start with this bot message. */
        boolean mayStartWith(MessageNode update) {
            boolean growsAgain = update.messageId() == regeneratedId
                    && !MessageStatus.of(update.state()).ended();
            return update.messageId() > after || growsAgain;
        }
    }

    /** The socket delivered a message of the chat. */
    boolean received(MessageNode update, EventPosition position) {
        if (!isRelevant(update, status().ended())) {
            return false;
        }
        boolean running = !MessageStatus.of(update.state()).ended();
        MessageProgress progress = messages.progress(update.messageId());
        if ((status().ended() && running) || !progress.accepts(update, position)) {
            return false;
        }
        if (running) {
            // The job that ended is not the job of a message that still grows.
            finalJobState = "";
        }
        return apply(progress, update);
    }

    /** Like {@link #read(List, int)}, for one message. */
    boolean read(MessageNode update, int since) {
        return read(List.of(update), since);
    }

    /**
     * The chat was read.
     *
     * @param page its messages, oldest first
     * @param since {@link #version()} when the read was queued
     */
    boolean read(List<MessageNode> page, int since) {
        boolean overtaken = version != since;
        // A page may hold several messages of the reply; the first must not keep out the others.
        boolean over = status().ended();
        boolean changed = false;
        for (MessageNode update : page) {
            changed |= isRelevant(update, over) && read(update, over, overtaken);
        }
        return changed;
    }

    private boolean read(MessageNode update, boolean over, boolean overtaken) {
        boolean running = !MessageStatus.of(update.state()).ended();
        MessageProgress progress = messages.progress(update.messageId());
        if (running && (over || progress.status().ended() || overtaken || progress.isBehind(update))) {
            return false;
        }
        if (progress.status().ended() && overtaken) {
            return extras.updateSuggestions(update.suggestions());
        }
        progress.readFromChat();
        return apply(progress, update);
    }

    /** Whether the message belongs to the reply, or may be its first one. */
    private boolean isRelevant(MessageNode update, boolean over) {
        if (!update.fromBot() || update.messageId() == 0) {
            return false;
        }
        if (messages.contains(update.messageId())) {
            return true;
        }
        if (messages.isEmpty()) {
            boolean otherJob = jobId != 0 && update.jobId() != 0 && jobId != update.jobId();
            return !otherJob && target.mayStartWith(update);
        }
        boolean sameJob = jobId != 0 && update.jobId() == jobId;
        return sameJob && update.messageId() > target.after() && !over;
    }

    private boolean apply(MessageProgress progress, MessageNode update) {
        MessageStatus before = status();
        messages.add(progress);
        if (update.jobId() != 0) {
            jobId = update.jobId();
        }
        boolean changed = progress.apply(update);
        if (messages.haveEnded()) {
            // The status of the messages themselves is more precise than the override.
            override = MessageStatus.RUNNING;
            overrideFailure = Optional.empty();
        }
        changed |= extras.updateSuggestions(update.suggestions());
        return bump(changed, before);
    }

    /** A message of the chat was cancelled; {@code cancelledId} is 0 if the event does not name it. */
    boolean cancelled(long cancelledId, @Nullable Long length) {
        MessageStatus before = status();
        if (before == MessageStatus.COMPLETE || before == MessageStatus.FAILED) {
            return false;
        }
        if (messages.isEmpty() && cancelledId > target.after()) {
            messages.add(new MessageProgress(cancelledId));
        }
        if (cancelledId != 0 && !messages.contains(cancelledId)) {
            return false;
        }
        boolean changed = messages.cancel(cancelledId, length);
        if (messages.isEmpty()) {
            override = MessageStatus.CANCELLED;
        }
        // Poe cancels jobs, not messages.
        jobs.clear();
        return bump(changed, before);
    }

    /** A job of the chat changed its state; {@code eventJobId} is 0 if the event does not name it. */
    boolean jobUpdated(long eventJobId, String state) {
        MessageStatus before = status();
        jobs.update(eventJobId == 0 ? jobId : eventJobId, state);
        boolean other = eventJobId != 0 && jobId != 0 && eventJobId != jobId;
        if (other || before.ended()) {
            return false;
        }
        finalJobState = JobStates.hasEnded(state) ? state : "";
        return bump(false, before);
    }

    /** Whether the job has ended and the messages have not yet. */
    boolean jobEndedFirst() {
        return !status().ended() && !finalJobState.isEmpty();
    }

    /** The chat was read and still shows a growing message, so the state of the ended job decides. */
    boolean settleByJob() {
        if (!jobEndedFirst() || (messages.isEmpty() && !finalJobState.equals("errored"))) {
            return false;
        }
        MessageStatus before = status();
        override = switch (finalJobState) {
            case "cancelled" -> MessageStatus.CANCELLED;
            case "errored" -> MessageStatus.FAILED;
            default -> MessageStatus.COMPLETE;
        };
        overrideFailure =
                override == MessageStatus.FAILED ? Optional.of(MessageStatus.failure("error", "")) : Optional.empty();
        return bump(false, before);
    }

    /** While buffered events are delivered, the reply does not end: another message may follow an ended one. */
    boolean replaying(boolean now) {
        MessageStatus before = status();
        replaying = now;
        return bump(false, before);
    }

    /** Whether all known messages have ended and only the job still runs, as far as the channel reported. */
    boolean awaitsJobOnly() {
        return !status().ended() && messages.haveEnded();
    }

    /** No more events about the job came, or events were lost: from now on only the messages count. */
    boolean forgetJobs() {
        MessageStatus before = status();
        jobs.clear();
        return bump(false, before);
    }

    /** The reply will get no more updates. */
    boolean fail(PoeFailure why) {
        MessageStatus before = status();
        if (before.ended()) {
            return false;
        }
        override = MessageStatus.FAILED;
        overrideFailure = Optional.of(why);
        return bump(false, before);
    }

    /** A job's cost became known; {@code eventJobId} is 0 if it is certainly ours. */
    boolean costUpdated(long eventJobId, @Nullable Long total) {
        return (eventJobId == 0 || eventJobId == jobId) && extras.updatePoints(total);
    }

    /** Whether the message belongs to the reply. */
    boolean contains(long messageId) {
        return messages.contains(messageId);
    }

    private boolean bump(boolean changed, MessageStatus before) {
        if (!changed && status() == before) {
            return false;
        }
        version++;
        text = messages.text();
        return true;
    }

    /** Increases with every change of text, status or attachments. */
    int version() {
        return version;
    }

    /** The status of the whole reply; after its end, that of its last message. */
    MessageStatus status() {
        if (replaying || override.ended()) {
            return replaying ? MessageStatus.RUNNING : override;
        }
        boolean ended = messages.haveEnded() && !jobs.isActive(jobId);
        return ended ? messages.lastStatus() : MessageStatus.RUNNING;
    }

    /** The text of all messages in order, with a blank line between them. */
    String text() {
        return text;
    }

    /** The id of the last message; 0 until Poe creates one. */
    long messageId() {
        return messages.lastId();
    }

    /** 0 if not known yet. */
    long jobId() {
        return jobId;
    }

    /** Read-only. */
    ReplyMessages messages() {
        return messages;
    }

    /** Suggestions, cost and title; they do not change {@link #version()}. */
    ReplyExtras extras() {
        return extras;
    }

    Optional<PoeFailure> failure() {
        if (override.ended()) {
            return overrideFailure;
        }
        return status() == MessageStatus.FAILED ? messages.lastFailure() : Optional.empty();
    }
}
