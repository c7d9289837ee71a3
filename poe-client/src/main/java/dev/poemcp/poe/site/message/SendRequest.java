package dev.poemcp.poe.site.message;

import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.json.SendResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A request that makes a bot reply and costs points, so it must be executed only once. */
interface SendRequest {
    /** 0 for a message that opens a chat. */
    long chatId();

    /** For the whole exchange. */
    Duration limit();

    /** Starts the request. Called again only after a rejection, and after {@link #find} has not found the message. */
    CompletableFuture<SendResponse> start();

    /**
     * Reads the site's response.
     *
     * @throws PoeException with {@code POSSIBLE} spend if the response leaves open whether Poe accepted the message
     */
    AcceptedMessage read(SendResponse response) throws InterruptedException;

    /**
     * Searches for the message at Poe after the response was lost.
     *
     * @param mayBePending whether Poe may still be executing the request, so that a second search is worth a wait
     */
    LostSendResult find(boolean mayBePending) throws InterruptedException;

    LiveReply follow(AcceptedMessage accepted);

    /** Stops sending what has not been sent yet. */
    void abort();

    /** Why the request could not be sent completely, if so; Poe then did not accept it. */
    Optional<PoeFailure> uploadFailure();
}
