package dev.poemcp.poe.site.reply;

import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.channel.EventPosition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one answer, and what each piece of news makes of it. Pure: no clock, no thread, no network; its owner
 * guards it. Every method says whether something that a reader can see has changed.
 *
 * <p>An answer is all bot messages of one job, in the order of their numbers. It ends when all of them have ended and the
 * job, if the channel said that it runs, has ended too.
 *
 * <p>News come doubled, late and out of order, from the socket and from reading the chat. Three rules keep the newest
 * state: a message that has ended does not grow again; an event that stood earlier on the channel than one already seen
 * is old; and between the socket and a reading, which have no common order, a text that is a mere beginning of what we
 * have is old.
 */
final class ReplyStateMachine {
    private final Target target;
    private final ReplyMessages messages = new ReplyMessages();
    private final JobStates jobs = new JobStates();
    private final ReplyExtras extras = new ReplyExtras();
    private long jobId;
    private String text = "";
    private String finalJobState = "";

    /** What overrules the messages: the job's word, or that nothing more can be known. RUNNING overrules nothing. */
    private MessageStatus override = MessageStatus.RUNNING;

    private Optional<PoeFailure> overrideFailure = Optional.empty();
    private int version;

    ReplyStateMachine(Target target) {
        this.target = target;
        this.jobId = target.jobId();
        if (target.messageId() != 0) {
            messages.add(new MessageProgress(target.messageId()));
        }
    }

    /**
     * Which messages of the chat are the answer: one, and further ones of its job.
     *
     * @param messageId where it is known; 0: the first bot message after {@code after}
     * @param after the human message, or the answer that is being made again
     * @param regeneratedId the answer being made again, should the site keep its number; else 0
     * @param jobId 0 where it is not known
     */
    record Target(long messageId, long after, long regeneratedId, long jobId) {
        /** Whether the answer may begin with this message of a bot. */
        boolean mayStartWith(MessageNode update) {
            boolean growsAgain = update.messageId() == regeneratedId
                    && !MessageStatus.of(update.state()).ended();
            return update.messageId() > after || growsAgain;
        }
    }

    /** The socket brought a message of the chat. */
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
            // Whatever ended, it was not the job of a message that still grows.
            finalJobState = "";
        }
        return apply(progress, update);
    }

    /** As {@link #read(List, int)}, for one message. */
    boolean read(MessageNode update, int since) {
        return read(List.of(update), since);
    }

    /**
     * The chat was read.
     *
     * @param page its messages, oldest first
     * @param since {@link #version()} when the reading was asked for
     */
    boolean read(List<MessageNode> page, int since) {
        boolean overtaken = version != since;
        // One page may hold several messages of an answer, of which the first must not keep out the others.
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

    /** Whether the message is the answer or a part of it, or could be as long as that is open. */
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
            // The messages' own end says more than what was put in its place.
            override = MessageStatus.RUNNING;
            overrideFailure = Optional.empty();
        }
        changed |= extras.updateSuggestions(update.suggestions());
        return bump(changed, before);
    }

    /** A message of the chat was cancelled; {@code cancelledId} is 0 when the event did not name it. */
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

    /** The job of the chat changed its state; {@code eventJobId} is 0 when the event did not name it. */
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

    /** Whether the job has ended while the messages do not say so yet. */
    boolean jobEndedFirst() {
        return !status().ended() && !finalJobState.isEmpty();
    }

    /** The chat was read and still shows a message as growing, so the job's word counts. */
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

    /** Whether all messages that are known have ended, and only the job still runs as far as the channel said. */
    boolean awaitsJobOnly() {
        return !status().ended() && messages.haveEnded();
    }

    /** Nothing more was heard of the job, or events were lost: only the messages count from now on. */
    boolean forgetJobs() {
        MessageStatus before = status();
        jobs.clear();
        return bump(false, before);
    }

    /** Nothing further will be known, or come. */
    boolean fail(PoeFailure why) {
        MessageStatus before = status();
        if (before.ended()) {
            return false;
        }
        override = MessageStatus.FAILED;
        overrideFailure = Optional.of(why);
        return bump(false, before);
    }

    /** The channel, or the site, told a job's cost; {@code eventJobId} is 0 when it is sure to be ours. */
    boolean costUpdated(long eventJobId, @Nullable Long total) {
        return (eventJobId == 0 || eventJobId == jobId) && extras.updatePoints(total);
    }

    /** Whether an event about this message is ours. */
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

    /** Grows with every change of text, state or attachments. */
    int version() {
        return version;
    }

    /** Of the whole answer; once it has ended, that of its last message. */
    MessageStatus status() {
        if (override.ended()) {
            return override;
        }
        boolean ended = messages.haveEnded() && !jobs.isActive(jobId);
        return ended ? messages.lastStatus() : MessageStatus.RUNNING;
    }

    /** Of all messages, in order, with a blank line between them. */
    String text() {
        return text;
    }

    /** Of the last message; 0 while Poe has made none. */
    long messageId() {
        return messages.lastId();
    }

    /** 0 while it is not known. */
    long jobId() {
        return jobId;
    }

    /** For reading only. */
    ReplyMessages messages() {
        return messages;
    }

    /** Suggestions, cost, title: they change no {@link #version()}. */
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
