package dev.poemcp.poe.api;

import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.PoeFailure;

/**
 * Gets a bot's reply piece by piece, on one thread of the HTTP client. Exactly one call of {@link #completed} or
 * {@link #failed} ends it.
 */
interface ReplyListener {
    void append(String text);

    /** Replaces everything appended so far. */
    void replace(String text);

    void attachment(Attachment attachment);

    void suggestedReply(String text);

    /** The reply is whole and not empty. */
    void completed();

    /** What came before is part of the reply. */
    void failed(PoeFailure failure);
}
