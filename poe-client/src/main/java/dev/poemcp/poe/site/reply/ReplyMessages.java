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

/** The bot messages of one answer, in the order of their numbers, which is that of their making. Guarded by its owner. */
final class ReplyMessages {
    private static final String BETWEEN = "\n\n";

    private final NavigableMap<Long, MessageProgress> tracks = new TreeMap<>();

    /** The known one, or a new one that is not kept before {@link #keep}. */
    MessageProgress track(long messageId) {
        MessageProgress known = tracks.get(messageId);
        return known == null ? new MessageProgress(messageId) : known;
    }

    void keep(MessageProgress track) {
        tracks.put(track.messageId(), track);
    }

    boolean contains(long messageId) {
        return tracks.containsKey(messageId);
    }

    boolean isEmpty() {
        return tracks.isEmpty();
    }

    /** Whether there are messages, and none of them grows. */
    boolean haveEnded() {
        return !tracks.isEmpty()
                && tracks.values().stream().allMatch(one -> one.standing().ended());
    }

    /**
     * Cancels one message, or all that still grow.
     *
     * @param messageId 0 for all
     * @return whether a reader can see a difference
     */
    boolean cancel(long messageId, @Nullable Long length) {
        boolean changed = false;
        for (MessageProgress track : tracks.values()) {
            changed |= (messageId == 0 || messageId == track.messageId()) && track.cancel(length);
        }
        return changed;
    }

    /** Of the last message. */
    MessageStatus lastStanding() {
        return tracks.isEmpty()
                ? MessageStatus.RUNNING
                : tracks.lastEntry().getValue().standing();
    }

    /** Of the last message. */
    Optional<PoeFailure> lastFailure() {
        return tracks.isEmpty()
                ? Optional.empty()
                : tracks.lastEntry().getValue().failure();
    }

    /** Of the last message; 0 where there is none. */
    long lastId() {
        return tracks.isEmpty() ? 0 : tracks.lastKey();
    }

    List<Long> ids() {
        return List.copyOf(tracks.keySet());
    }

    /** Of all messages, with a blank line between them. */
    String text() {
        return tracks.values().stream()
                .map(MessageProgress::text)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(BETWEEN));
    }

    /** Of all messages. */
    List<Attachment> attachments() {
        return tracks.values().stream()
                .flatMap(track -> track.attachments().stream())
                .toList();
    }

    /** Of the last message that has one: any of them leads to the job, and so to its cost. */
    @Nullable
    String messageCode() {
        return last(MessageProgress::messageCode);
    }

    /** Of the last message that names its bot. */
    @Nullable
    String botHandle() {
        return last(MessageProgress::botHandle);
    }

    private @Nullable String last(Function<MessageProgress, @Nullable String> what) {
        return tracks.descendingMap().values().stream()
                .map(what)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
