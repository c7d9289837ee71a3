package dev.poemcp.emulator.world;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A message of a chat: a user's, a bot's, or a chat break. */
public final class Message {
    /** The author of a message. */
    public enum Author {
        HUMAN,
        BOT,
        BREAK
    }

    private final long messageId;
    private final String code;
    private final long creationMicros;
    private final Author author;
    private final Chat chat;
    private final @Nullable Job job;
    private final @Nullable String clientNonce;
    private final List<Attachment> attachments = new ArrayList<>();
    private List<String> suggestions = List.of();
    private String text;
    private String state = "complete";
    private @Nullable String stateText;
    private OptionalLong textLengthOnCancellation = OptionalLong.empty();

    Message(
            long messageId,
            String code,
            long creationMicros,
            Author author,
            Chat chat,
            @Nullable Job job,
            @Nullable String clientNonce,
            String text) {
        this.messageId = messageId;
        this.code = code;
        this.creationMicros = creationMicros;
        this.author = author;
        this.chat = chat;
        this.job = job;
        this.clientNonce = clientNonce;
        this.text = text;
    }

    public long messageId() {
        return messageId;
    }

    public String code() {
        return code;
    }

    public long creationMicros() {
        return creationMicros;
    }

    public Author author() {
        return author;
    }

    public Chat chat() {
        return chat;
    }

    /** The job that created it; null if none did. */
    public @Nullable Job job() {
        return job;
    }

    public @Nullable String clientNonce() {
        return clientNonce;
    }

    public List<Attachment> attachments() {
        return attachments;
    }

    public List<String> suggestions() {
        return suggestions;
    }

    public void suggestions(List<String> value) {
        suggestions = value;
    }

    public String text() {
        return text;
    }

    public void text(String value) {
        text = value;
    }

    public String state() {
        return state;
    }

    public void state(String value) {
        state = value;
    }

    public @Nullable String stateText() {
        return stateText;
    }

    public void stateText(@Nullable String value) {
        stateText = value;
    }

    /** Length of the valid text, in UTF-16 units; empty unless cancelled. */
    public OptionalLong textLengthOnCancellation() {
        return textLengthOnCancellation;
    }

    public void cancel() {
        state = "cancelled";
        textLengthOnCancellation = OptionalLong.of(text.length());
    }
}
