package dev.poemcp.poe.api.conversation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.poemcp.poe.Chat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A conversation with one or more bots; immutable.
 *
 * @param code begins {@value #PREFIX}, which no chat of an account does
 * @param title the beginning of the first message
 * @param messages oldest first
 */
public record Conversation(String code, String title, List<ConversationMessage> messages) {
    public static final String PREFIX = "api-";

    private static final int MAX_TITLE = 80;

    public Conversation {
        messages = List.copyOf(messages);
    }

    /** Starts one with the user's first message. */
    public static Conversation of(String code, ConversationMessage first) {
        return new Conversation(code, title(first.text()), List.of(first));
    }

    private static String title(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.codePointCount(0, line.length()) <= MAX_TITLE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MAX_TITLE - 1)).stripTrailing() + "…";
    }

    /** Adds the message, or replaces the one with its id. */
    public Conversation with(ConversationMessage message) {
        List<ConversationMessage> changed = new ArrayList<>(messages);
        for (int i = 0; i < changed.size(); i++) {
            if (changed.get(i).id() == message.id()) {
                changed.set(i, message);
                return new Conversation(code, title, changed);
            }
        }
        changed.add(message);
        return new Conversation(code, title, changed);
    }

    /** Up to and including the last message of the user, so that it can be answered again. */
    @JsonIgnore
    public Conversation upToQuestion() {
        int end = messages.size();
        while (end > 0 && !messages.get(end - 1).isUser()) {
            end--;
        }
        return new Conversation(code, title, messages.subList(0, end));
    }

    public Optional<ConversationMessage> message(long id) {
        return messages.stream().filter(message -> message.id() == id).findFirst();
    }

    /** The newest message of a bot. */
    @JsonIgnore
    public Optional<ConversationMessage> lastReply() {
        return last(false);
    }

    /** The newest message of the user. */
    @JsonIgnore
    public Optional<ConversationMessage> lastQuestion() {
        return last(true);
    }

    private Optional<ConversationMessage> last(boolean user) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).isUser() == user) {
                return Optional.of(messages.get(i));
            }
        }
        return Optional.empty();
    }

    /** As callers see it. */
    @JsonIgnore
    public Chat chat() {
        return new Chat(
                null,
                code,
                title,
                null,
                lastReply().map(ConversationMessage::author).orElse(null),
                lastActivity());
    }

    @JsonIgnore
    Instant lastActivity() {
        return messages.get(messages.size() - 1).time();
    }

    /** Bytes in memory, at most. */
    @JsonIgnore
    public int size() {
        return messages.stream().mapToInt(ConversationMessage::size).sum();
    }
}
