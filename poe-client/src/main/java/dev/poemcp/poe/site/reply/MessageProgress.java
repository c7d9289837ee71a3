package dev.poemcp.poe.site.reply;

import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.channel.EventPosition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest state of one bot message of an answer. A message that has ended does not grow again; see
 * {@link ReplyStateMachine} for the rules that tell old news from new ones. Guarded by its owner.
 */
final class MessageProgress {
    private static final EventPosition NOWHERE = new EventPosition(0, 0);

    private final long messageId;
    private @Nullable MessageNode node;
    private EventPosition position = NOWHERE;
    private boolean lastByReading;
    private MessageStatus standing = MessageStatus.RUNNING;
    private String text = "";
    private Optional<PoeFailure> failure = Optional.empty();
    private @Nullable Long cut;

    MessageProgress(long messageId) {
        this.messageId = messageId;
    }

    /**
     * The socket brought the message.
     *
     * @return false when it is older than what is known
     */
    boolean accepts(MessageNode news, EventPosition where) {
        boolean running = !MessageStatus.of(news.state()).ended();
        if (standing.ended() && running) {
            return false;
        }
        if (node != null && where.before(position) && (running || standing.ended())) {
            return false;
        }
        boolean stale = running && lastByReading && isBehind(news);
        position = stale || !where.before(position) ? where : position;
        lastByReading = lastByReading && stale;
        return !stale;
    }

    /** Whether the text of the news is a mere beginning of what is known. */
    boolean isBehind(MessageNode news) {
        return text.startsWith(news.text()) && news.text().length() < text.length();
    }

    void readFromChat() {
        lastByReading = true;
    }

    /** @return whether a reader can see a difference */
    boolean take(MessageNode news) {
        MessageStatus now = MessageStatus.of(news.state());
        Long shown = news.lengthOnCancellation() == null ? cut : news.lengthOnCancellation();
        String newText = now == MessageStatus.CANCELLED ? shown(news.text(), shown) : news.text();
        boolean changed = node == null
                || now != standing
                || !newText.equals(text)
                || !attachments().equals(news.attachments());
        node = news;
        standing = now;
        text = newText;
        failure = now == MessageStatus.FAILED
                ? Optional.of(MessageStatus.failure(news.state(), news.stateText()))
                : Optional.empty();
        return changed;
    }

    /** @return whether a reader can see a difference */
    boolean cancel(@Nullable Long length) {
        if (standing == MessageStatus.COMPLETE || standing == MessageStatus.FAILED) {
            return false;
        }
        cut = length == null ? cut : length;
        String before = text;
        text = shown(text, cut);
        boolean changed = standing != MessageStatus.CANCELLED || !before.equals(text);
        standing = MessageStatus.CANCELLED;
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

    long messageId() {
        return messageId;
    }

    MessageStatus standing() {
        return standing;
    }

    String text() {
        return text;
    }

    Optional<PoeFailure> failure() {
        return failure;
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
}
