package dev.poemcp.emulator.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A conversation with a bot. */
public final class Chat {
    private final long chatId;
    private final String code;
    private Bot bot;
    private final List<Message> messages = new ArrayList<>();
    private @Nullable String title;
    private final long creationMicros;
    private long lastInteractionMicros;
    private boolean contextOptimization = true;
    private @Nullable Job job;

    Chat(long chatId, String code, Bot bot, long creationMicros) {
        this.chatId = chatId;
        this.code = code;
        this.bot = bot;
        this.creationMicros = creationMicros;
        this.lastInteractionMicros = creationMicros;
    }

    public long chatId() {
        return chatId;
    }

    public String code() {
        return code;
    }

    public Bot bot() {
        return bot;
    }

    public void bot(Bot value) {
        bot = value;
    }

    /** Oldest first. */
    public List<Message> messages() {
        return messages;
    }

    public Optional<Message> last() {
        return messages.isEmpty() ? Optional.empty() : Optional.of(messages.get(messages.size() - 1));
    }

    public @Nullable String title() {
        return title;
    }

    public void title(@Nullable String value) {
        title = value;
    }

    long creationMicros() {
        return creationMicros;
    }

    public long lastInteractionMicros() {
        return lastInteractionMicros;
    }

    void touch(long micros) {
        lastInteractionMicros = Math.max(lastInteractionMicros, micros);
    }

    public boolean contextOptimization() {
        return contextOptimization;
    }

    public void contextOptimization(boolean value) {
        contextOptimization = value;
    }

    /** The active job of this chat, if any. */
    public Optional<Job> activeJob() {
        return Optional.ofNullable(job).filter(Job::active);
    }

    void job(Job value) {
        job = value;
    }
}
