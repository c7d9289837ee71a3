package dev.poemcp.poe.site.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A request that makes Poe answer and costs points, so that it may be made once only. */
interface SendRequest {
    /** 0 for a message that opens a chat. */
    long chatId();

    /** For the whole exchange. */
    Duration limit();

    /** Makes the request. Called again only after it was refused and {@link #find} has seen that it is not there. */
    CompletableFuture<JsonNode> start();

    /**
     * Reads the site's answer.
     *
     * @throws PoeException {@code POSSIBLE} in its spend when the answer leaves open whether Poe took it
     */
    AcceptedMessage read(JsonNode data) throws InterruptedException;

    /**
     * Looks whether Poe took it, when the answer was lost.
     *
     * @param mayBePending whether Poe may still be busy with it, so that a second look is worth a wait
     */
    LostSendResult find(boolean mayBePending) throws InterruptedException;

    LiveReply follow(AcceptedMessage accepted);

    /** Stops sending what is not out yet. */
    void abort();

    /** Why the request could not be made whole, if so; then Poe did not take it. */
    Optional<PoeFailure> uploadFailure();
}
