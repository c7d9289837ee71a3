package dev.poemcp.poe.site.reply;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A message on its way to Poe. While this is open, what happens in its chat (or, for a new chat, in chats that nobody
 * follows) is kept for the answer; and the echo of the message itself, which carries our nonce, is noticed.
 */
public final class PendingSend implements AutoCloseable {
    /** The message as it came back on the channel: proof that Poe took it. */
    public record Echo(long chatId, long messageId) {}

    private final ReplyTracker tracker;
    private final String clientNonce;
    private final long chatId;
    private final CompletableFuture<Echo> echo = new CompletableFuture<>();

    PendingSend(ReplyTracker tracker, String clientNonce, long chatId) {
        this.tracker = tracker;
        this.clientNonce = clientNonce;
        this.chatId = chatId;
    }

    public String clientNonce() {
        return clientNonce;
    }

    /** 0 for a message that opens a chat. */
    long chatId() {
        return chatId;
    }

    /** Completes on the socket's thread, so what depends on it has to run elsewhere. */
    public CompletableFuture<Echo> echo() {
        return echo;
    }

    public Optional<Echo> echoed() {
        return Optional.ofNullable(echo.getNow(null));
    }

    @Override
    public void close() {
        tracker.unregister(this);
    }
}
