package dev.poemcp.poe.site.reply;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A message that is being sent. While this is open, the events of its chat (for a new chat, of all chats that are not
 * followed) are buffered for the reply, and the echo of the message itself is recognized by its nonce.
 */
public final class PendingSend implements AutoCloseable {
    /** The message as it came back on the channel, which proves that Poe accepted it. */
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

    /** Completes on the socket's thread, so dependent work must run elsewhere. */
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
