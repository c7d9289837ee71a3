package dev.poemcp.poe.site.reply;

import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.PoeFailure;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The bot messages of one reply, ordered by id, which is the order of their creation. Guarded by its owner. */
final class ReplyMessages {
    private static final String SEPARATOR = "\n\n";

    private final NavigableMap<Long, MessageProgress> progressById = new TreeMap<>();

    /** The progress of a known message, or a new one that is not kept until {@link #add}. */
    MessageProgress progress(long messageId) {
        MessageProgress known = progressById.get(messageId);
        return known == null ? new MessageProgress(messageId) : known;
    }

    void add(MessageProgress progress) {
        progressById.put(progress.messageId(), progress);
    }

    boolean contains(long messageId) {
        return progressById.containsKey(messageId);
    }

    boolean isEmpty() {
        return progressById.isEmpty();
    }

    /** Whether there are messages and all of them have ended. */
    boolean haveEnded() {
        return !progressById.isEmpty()
                && progressById.values().stream()
                        .allMatch(progress -> progress.status().ended());
    }

    /**
     * Cancels one message, or all that still grow.
     *
     * @param messageId 0 for all
     * @return whether the visible state changed
     */
    boolean cancel(long messageId, @Nullable Long length) {
        boolean changed = false;
        for (MessageProgress progress : progressById.values()) {
            changed |= (messageId == 0 || messageId == progress.messageId()) && progress.cancel(length);
        }
        return changed;
    }

    /** The status of the last message. */
    MessageStatus lastStatus() {
        return progressById.isEmpty()
                ? MessageStatus.RUNNING
                : progressById.lastEntry().getValue().status();
    }

    /** The failure of the last message. */
    Optional<PoeFailure> lastFailure() {
        return progressById.isEmpty()
                ? Optional.empty()
                : progressById.lastEntry().getValue().failure();
    }

    /** The id of the last message; 0 if there is none. */
    long lastId() {
        return progressById.isEmpty() ? 0 : progressById.lastKey();
    }

    List<Long> ids() {
        return List.copyOf(progressById.keySet());
    }

    /** The text of all messages, with a blank line between them. */
    String text() {
        return progressById.values().stream()
                .map(MessageProgress::text)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(SEPARATOR));
    }

    /** The attachments of all messages. */
    List<Attachment> attachments() {
        return progressById.values().stream()
                .flatMap(progress -> progress.attachments().stream())
                .toList();
    }

    /** The code of the last message that has one. Any of them leads to the job, and so to its cost. */
    @Nullable
    String messageCode() {
        return last(MessageProgress::messageCode);
    }

    /** The bot of the last message that names one. */
    @Nullable
    String botHandle() {
        return last(MessageProgress::botHandle);
    }

    private @Nullable String last(Function<MessageProgress, @Nullable String> what) {
        return progressById.descendingMap().values().stream()
                .map(what)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
