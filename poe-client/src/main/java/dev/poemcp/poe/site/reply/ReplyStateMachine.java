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
    private String endedJob = "";

    /** What overrules the messages: the job's word, or that nothing more can be known. RUNNING overrules nothing. */
    private MessageStatus overruled = MessageStatus.RUNNING;

    private Optional<PoeFailure> overruledBy = Optional.empty();
    private int version;

    ReplyStateMachine(Target target) {
        this.target = target;
        this.jobId = target.jobId();
        if (target.messageId() != 0) {
            messages.keep(new MessageProgress(target.messageId()));
        }
    }

    /**
     * Which messages of the chat are the answer: one, and further ones of its job.
     *
     * @param messageId where it is known; 0: the first bot message after {@code after}
     * @param after the human message, or the answer that is being made again
     * @param again the answer being made again, should the site keep its number; else 0
     * @param jobId 0 where it is not known
     */
    record Target(long messageId, long after, long again, long jobId) {
        /** Whether the answer may begin with this message of a bot. */
        boolean mayBegin(MessageNode news) {
            boolean growsAgain =
                    news.messageId() == again && !MessageStatus.of(news.state()).ended();
            return news.messageId() > after || growsAgain;
        }
    }

    /** The socket brought a message of the chat. */
    boolean heard(MessageNode news, EventPosition where) {
        if (!concerns(news, standing().ended())) {
            return false;
        }
        boolean running = !MessageStatus.of(news.state()).ended();
        MessageProgress track = messages.track(news.messageId());
        if ((standing().ended() && running) || !track.accepts(news, where)) {
            return false;
        }
        if (running) {
            // Whatever ended, it was not the job of a message that still grows.
            endedJob = "";
        }
        return take(track, news);
    }

    /** As {@link #read(List, int)}, for one message. */
    boolean read(MessageNode news, int since) {
        return read(List.of(news), since);
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
        boolean over = standing().ended();
        boolean changed = false;
        for (MessageNode news : page) {
            changed |= concerns(news, over) && read(news, over, overtaken);
        }
        return changed;
    }

    private boolean read(MessageNode news, boolean over, boolean overtaken) {
        boolean running = !MessageStatus.of(news.state()).ended();
        MessageProgress track = messages.track(news.messageId());
        if (running && (over || track.standing().ended() || overtaken || track.isBehind(news))) {
            return false;
        }
        if (track.standing().ended() && overtaken) {
            return extras.suggested(news.suggestions());
        }
        track.readFromChat();
        return take(track, news);
    }

    /** Whether the message is the answer or a part of it, or could be as long as that is open. */
    private boolean concerns(MessageNode news, boolean over) {
        if (!news.fromBot() || news.messageId() == 0) {
            return false;
        }
        if (messages.contains(news.messageId())) {
            return true;
        }
        if (messages.isEmpty()) {
            boolean otherJob = jobId != 0 && news.jobId() != 0 && jobId != news.jobId();
            return !otherJob && target.mayBegin(news);
        }
        boolean sameJob = jobId != 0 && news.jobId() == jobId;
        return sameJob && news.messageId() > target.after() && !over;
    }

    private boolean take(MessageProgress track, MessageNode news) {
        MessageStatus before = standing();
        messages.keep(track);
        if (news.jobId() != 0) {
            jobId = news.jobId();
        }
        boolean changed = track.take(news);
        if (messages.haveEnded()) {
            // The messages' own end says more than what was put in its place.
            overruled = MessageStatus.RUNNING;
            overruledBy = Optional.empty();
        }
        changed |= extras.suggested(news.suggestions());
        return bump(changed, before);
    }

    /** A message of the chat was cancelled; {@code cancelledId} is 0 when the event did not name it. */
    boolean cancelled(long cancelledId, @Nullable Long length) {
        MessageStatus before = standing();
        if (before == MessageStatus.COMPLETE || before == MessageStatus.FAILED) {
            return false;
        }
        if (messages.isEmpty() && cancelledId > target.after()) {
            messages.keep(new MessageProgress(cancelledId));
        }
        if (cancelledId != 0 && !messages.contains(cancelledId)) {
            return false;
        }
        boolean changed = messages.cancel(cancelledId, length);
        if (messages.isEmpty()) {
            overruled = MessageStatus.CANCELLED;
        }
        // Poe cancels jobs, not messages.
        jobs.forget();
        return bump(changed, before);
    }

    /** The job of the chat changed its state; {@code ofJob} is 0 when the event did not name it. */
    boolean job(long ofJob, String state) {
        MessageStatus before = standing();
        jobs.heard(ofJob == 0 ? jobId : ofJob, state);
        boolean other = ofJob != 0 && jobId != 0 && ofJob != jobId;
        if (other || before.ended()) {
            return false;
        }
        endedJob = JobStates.hasEnded(state) ? state : "";
        return bump(false, before);
    }

    /** Whether the job has ended while the messages do not say so yet. */
    boolean jobEndedFirst() {
        return !standing().ended() && !endedJob.isEmpty();
    }

    /** The chat was read and still shows a message as growing, so the job's word counts. */
    boolean settleByJob() {
        if (!jobEndedFirst() || (messages.isEmpty() && !endedJob.equals("errored"))) {
            return false;
        }
        MessageStatus before = standing();
        overruled = switch (endedJob) {
            case "cancelled" -> MessageStatus.CANCELLED;
            case "errored" -> MessageStatus.FAILED;
            default -> MessageStatus.COMPLETE;
        };
        overruledBy =
                overruled == MessageStatus.FAILED ? Optional.of(MessageStatus.failure("error", "")) : Optional.empty();
        return bump(false, before);
    }

    /** Whether all messages that are known have ended, and only the job still runs as far as the channel said. */
    boolean awaitsJobOnly() {
        return !standing().ended() && messages.haveEnded();
    }

    /** Nothing more was heard of the job, or events were lost: only the messages count from now on. */
    boolean forgetJobs() {
        MessageStatus before = standing();
        jobs.forget();
        return bump(false, before);
    }

    /** Nothing further will be known, or come. */
    boolean lost(PoeFailure why) {
        MessageStatus before = standing();
        if (before.ended()) {
            return false;
        }
        overruled = MessageStatus.FAILED;
        overruledBy = Optional.of(why);
        return bump(false, before);
    }

    /** The channel, or the site, told a job's cost; {@code ofJob} is 0 when it is sure to be ours. */
    boolean cost(long ofJob, @Nullable Long total) {
        return (ofJob == 0 || ofJob == jobId) && extras.cost(total);
    }

    /** Whether an event about this message is ours. */
    boolean isAbout(long aMessageId) {
        return messages.contains(aMessageId);
    }

    private boolean bump(boolean changed, MessageStatus before) {
        if (!changed && standing() == before) {
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
    MessageStatus standing() {
        if (overruled.ended()) {
            return overruled;
        }
        boolean ended = messages.haveEnded() && !jobs.isActive(jobId);
        return ended ? messages.lastStanding() : MessageStatus.RUNNING;
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
        if (overruled.ended()) {
            return overruledBy;
        }
        return standing() == MessageStatus.FAILED ? messages.lastFailure() : Optional.empty();
    }
}
