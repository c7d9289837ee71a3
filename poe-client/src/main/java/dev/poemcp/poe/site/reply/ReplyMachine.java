package dev.poemcp.poe.site.reply;

import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.channel.Position;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one answer, and what each piece of news makes of it. Pure: no clock, no thread, no network; its owner
 * guards it. Every method says whether something that a reader can see has changed.
 *
 * <p>News come doubled, late and out of order, from the socket and from reading the chat. Three rules keep the newest
 * state: a message that has ended does not grow again; an event that stood earlier on the channel than one already seen
 * is old; and between the socket and a reading, which have no common order, a text that is a mere beginning of what we
 * have is old.
 */
final class ReplyMachine {
    private static final Position NOWHERE = new Position(0, 0);

    private final Target target;
    private long messageId;
    private long jobId;
    private @Nullable MessageNode node;
    private Position position = NOWHERE;
    private boolean lastByReading;
    private Standing standing = Standing.RUNNING;
    private String text = "";
    private Optional<PoeFailure> failure = Optional.empty();
    private String jobState = "";
    private @Nullable List<String> suggestions;
    private @Nullable Long points;
    private @Nullable String title;
    private @Nullable Long cut;
    private int version;

    ReplyMachine(Target target) {
        this.target = target;
        this.messageId = target.messageId();
        this.jobId = target.jobId();
    }

    /**
     * Which message of the chat is the answer.
     *
     * @param messageId where it is known; 0: the first bot message after {@code after}
     * @param after the human message, or the answer that is being made anew
     * @param again the answer being made anew, should the site keep its number; else 0
     * @param jobId 0 where it is not known
     */
    record Target(long messageId, long after, long again, long jobId) {}

    /** The socket brought a message of the chat. */
    boolean heard(MessageNode news, Position where) {
        if (!concerns(news)) {
            return false;
        }
        boolean running = !Standing.of(news.state()).ended();
        if (standing.ended() && running) {
            return false;
        }
        if (node != null && where.before(position) && (running || standing.ended())) {
            return false;
        }
        if (running
                && lastByReading
                && text.startsWith(news.text())
                && news.text().length() < text.length()) {
            position = where;
            return false;
        }
        position = where.before(position) ? position : where;
        lastByReading = false;
        if (running) {
            // Whatever ended, it was not the job of a message that still grows.
            jobState = "";
        }
        return take(news);
    }

    /**
     * The chat was read.
     *
     * @param since {@link #version()} when the reading was asked for
     */
    boolean read(MessageNode news, int since) {
        if (!concerns(news)) {
            return false;
        }
        boolean running = !Standing.of(news.state()).ended();
        boolean overtaken = version != since;
        boolean behind = text.startsWith(news.text()) && news.text().length() < text.length();
        if (running && (standing.ended() || overtaken || behind)) {
            return false;
        }
        if (standing.ended() && overtaken) {
            return suggested(news.suggestions());
        }
        lastByReading = true;
        return take(news);
    }

    /** Whether the message is the answer, or could be it as long as that is open. */
    boolean concerns(MessageNode news) {
        if (!news.fromBot() || news.messageId() == 0) {
            return false;
        }
        if (messageId != 0) {
            return news.messageId() == messageId;
        }
        boolean sameJob = jobId == 0 || news.jobId() == 0 || jobId == news.jobId();
        boolean madeAnew =
                news.messageId() == target.again() && !Standing.of(news.state()).ended();
        return sameJob && (news.messageId() > target.after() || madeAnew);
    }

    private boolean take(MessageNode news) {
        messageId = news.messageId();
        if (news.jobId() != 0) {
            jobId = news.jobId();
        }
        Standing now = Standing.of(news.state());
        Long shown = news.lengthOnCancellation() == null ? cut : news.lengthOnCancellation();
        String newText = now == Standing.CANCELLED ? shown(news.text(), shown) : news.text();
        boolean changed = node == null
                || now != standing
                || !newText.equals(text)
                || !attachments().equals(news.attachments());
        node = news;
        standing = now;
        text = newText;
        failure = now == Standing.FAILED
                ? Optional.of(Standing.failure(news.state(), news.stateText()))
                : Optional.empty();
        changed |= suggested(news.suggestions());
        return bump(changed);
    }

    /** A message of the chat was cancelled; {@code cancelledId} is 0 when the event did not name it. */
    boolean cancelled(long cancelledId, @Nullable Long length) {
        boolean ours = cancelledId == 0 || messageId == cancelledId || (messageId == 0 && cancelledId > target.after());
        if (!ours || standing == Standing.COMPLETE || standing == Standing.FAILED) {
            return false;
        }
        if (messageId == 0) {
            messageId = cancelledId;
        }
        cut = length == null ? cut : length;
        String before = text;
        text = shown(text, cut);
        boolean changed = standing != Standing.CANCELLED || !before.equals(text);
        standing = Standing.CANCELLED;
        return bump(changed);
    }

    /** The job of the chat changed its state; {@code ofJob} is 0 when the event did not name it. */
    boolean job(long ofJob, String state) {
        boolean other = ofJob != 0 && jobId != 0 && ofJob != jobId;
        if (other || standing.ended()) {
            return false;
        }
        boolean ended = state.equals("completed") || state.equals("cancelled") || state.equals("errored");
        jobState = ended ? state : "";
        return false;
    }

    /** Whether the job has ended while the message does not say so yet. */
    boolean jobEndedFirst() {
        return !standing.ended() && !jobState.isEmpty();
    }

    /** The chat was read and still shows the message as growing, so the job's word counts. */
    boolean settleByJob() {
        if (!jobEndedFirst() || (messageId == 0 && !jobState.equals("errored"))) {
            return false;
        }
        switch (jobState) {
            case "cancelled" -> standing = Standing.CANCELLED;
            case "errored" -> {
                standing = Standing.FAILED;
                failure = Optional.of(Standing.failure("error", ""));
            }
            default -> standing = Standing.COMPLETE;
        }
        return bump(true);
    }

    /** The chat can not be read any more, so nothing further will be known. */
    boolean lost(PoeFailure why) {
        if (standing.ended()) {
            return false;
        }
        standing = Standing.FAILED;
        failure = Optional.of(why);
        return bump(true);
    }

    /** Suggested replies came; null or none says nothing, for the list fills in after the answer's end. */
    boolean suggested(@Nullable List<String> texts) {
        if (texts == null || texts.isEmpty() || texts.equals(suggestions)) {
            return false;
        }
        suggestions = texts;
        return true;
    }

    boolean cost(long ofJob, @Nullable Long total) {
        if (total == null || (ofJob != 0 && ofJob != jobId)) {
            return false;
        }
        points = total;
        return true;
    }

    boolean titled(String newTitle) {
        boolean changed = !newTitle.equals(title);
        title = newTitle;
        return changed;
    }

    /** Whether an event about this message is ours. */
    boolean isAbout(long aMessageId) {
        return aMessageId != 0 && messageId == aMessageId;
    }

    private boolean bump(boolean changed) {
        if (changed) {
            version++;
        }
        return changed;
    }

    /** As much as was shown, without half a character at its end. */
    private static String shown(String whole, @Nullable Long length) {
        if (length == null || length < 0 || length >= whole.length()) {
            return whole;
        }
        int end = length.intValue();
        boolean split = end > 0 && Character.isHighSurrogate(whole.charAt(end - 1));
        return whole.substring(0, split ? end - 1 : end);
    }

    /** Grows with every change of text, state or attachments. */
    int version() {
        return version;
    }

    Standing standing() {
        return standing;
    }

    String text() {
        return text;
    }

    /** 0 while Poe has made none. */
    long messageId() {
        return messageId;
    }

    long jobId() {
        return jobId;
    }

    @Nullable
    String messageCode() {
        return node == null ? null : node.messageCode();
    }

    @Nullable
    String botHandle() {
        return node == null ? null : node.botHandle();
    }

    List<Attachment> attachments() {
        return node == null ? List.of() : node.attachments();
    }

    /** Null while none have come. */
    @Nullable
    List<String> suggestions() {
        return suggestions;
    }

    @Nullable
    Long points() {
        return points;
    }

    @Nullable
    String title() {
        return title;
    }

    Optional<PoeFailure> failure() {
        return failure;
    }
}
