package dev.poemcp.poe.site.reply;

import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.channel.EventPosition;
import dev.poemcp.poe.site.json.MessageNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest state of one bot message of a reply. A message that has ended does not grow again; see {@link
 * ReplyStateMachine} for the rules that detect outdated updates. Guarded by its owner.
 */
final class MessageProgress {
    private static final EventPosition START = new EventPosition(0, 0);

    private final long messageId;
    private @Nullable MessageNode node;
    private EventPosition position = START;
    private boolean lastFromChat;
    private MessageStatus status = MessageStatus.RUNNING;
    private String text = "";
    private Optional<PoeFailure> failure = Optional.empty();
    private @Nullable Long shownLength;

    MessageProgress(long messageId) {
        this.messageId = messageId;
    }

    /**
     * Checks a message that came from the socket.
     *
     * @return false if it is older than the known state
     */
    boolean accepts(MessageNode update, EventPosition newPosition) {
        boolean running = !MessageStatus.of(update.state()).ended();
        if (status.ended() && running) {
            return false;
        }
        if (node != null && newPosition.before(position) && (running || status.ended())) {
            return false;
        }
        boolean stale = running && lastFromChat && isBehind(update);
        position = stale || !newPosition.before(position) ? newPosition : position;
        lastFromChat = lastFromChat && stale;
        return !stale;
    }

    /** Whether the text of the update is a proper prefix of the known text. */
    boolean isBehind(MessageNode update) {
        return text.startsWith(update.text()) && update.text().length() < text.length();
    }

    void readFromChat() {
        lastFromChat = true;
    }

    /** @return whether the visible state changed */
    boolean apply(MessageNode update) {
        MessageStatus now = MessageStatus.of(update.state());
        Long length = update.lengthOnCancellation() == null ? shownLength : update.lengthOnCancellation();
        String newText = now == MessageStatus.CANCELLED ? truncate(update.text(), length) : update.text();
        boolean changed = node == null
                || now != status
                || !newText.equals(text)
                || !attachments().equals(update.attachments());
        node = update;
        status = now;
        text = newText;
        failure = now == MessageStatus.FAILED
                ? Optional.of(MessageStatus.failure(update.state(), update.stateText()))
                : Optional.empty();
        return changed;
    }

    /** @return whether the visible state changed */
    boolean cancel(@Nullable Long length) {
        if (status == MessageStatus.COMPLETE || status == MessageStatus.FAILED) {
            return false;
        }
        shownLength = length == null ? shownLength : length;
        String before = text;
        text = truncate(text, shownLength);
        boolean changed = status != MessageStatus.CANCELLED || !before.equals(text);
        status = MessageStatus.CANCELLED;
        return changed;
    }

    /** The first {@code length} UTF-16 units, without a split surrogate pair at the end. */
    private static String truncate(String whole, @Nullable Long length) {
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

    MessageStatus status() {
        return status;
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
