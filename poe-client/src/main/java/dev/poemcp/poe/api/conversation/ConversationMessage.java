package dev.poemcp.poe.api.conversation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.poemcp.poe.Reply;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message of a conversation.
 *
 * @param id unique in the conversation and among those of this process
 * @param author {@value #USER}, or the bot's handle
 * @param parameters options of the model that the user's message was sent with
 * @param suggestedReplies of a bot's message
 * @param pointsSpent of a bot's message; null while unknown
 * @param elapsedMillis from the question to the end of the bot's message
 * @param failure why a bot's message failed, in one sentence
 */
public record ConversationMessage(
        long id,
        String author,
        String text,
        Reply.State state,
        Instant time,
        List<KeptFile> files,
        Map<String, Object> parameters,
        List<String> suggestedReplies,
        @Nullable Long pointsSpent,
        long elapsedMillis,
        @Nullable String failure) {
    public static final String USER = "user";

    /** Of the fields and of the text's object. */
    private static final int OVERHEAD = 200;

    public ConversationMessage {
        files = List.copyOf(files);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        suggestedReplies = List.copyOf(suggestedReplies);
    }

    /** A message of the user. */
    public static ConversationMessage ofUser(
            long id, String text, Instant time, List<KeptFile> files, Map<String, Object> parameters) {
        return new ConversationMessage(
                id, USER, text, Reply.State.COMPLETE, time, files, parameters, List.of(), null, 0, null);
    }

    /** A bot's message that has not begun. */
    public static ConversationMessage begun(long id, String bot, Instant time) {
        return new ConversationMessage(
                id, bot, "", Reply.State.IN_PROGRESS, time, List.of(), Map.of(), List.of(), null, 0, null);
    }

    public ConversationMessage withPoints(long points) {
        return new ConversationMessage(
                id, author, text, state, time, files, parameters, suggestedReplies, points, elapsedMillis, failure);
    }

    @JsonIgnore
    public boolean isUser() {
        return author.equals(USER);
    }

    /** Bytes in memory, at most; parameters are small and bounded by the request. */
    int size() {
        return OVERHEAD
                + 2 * text.length()
                + files.stream().mapToInt(KeptFile::size).sum();
    }
}
