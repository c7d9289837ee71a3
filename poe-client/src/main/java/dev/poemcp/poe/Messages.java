package dev.poemcp.poe;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conversations with bots. Source of every wire fact: docs/poe-protocol.md §6. */
public interface Messages {
    /**
     * Who would answer and at what price. Sends nothing.
     *
     * @throws PoeException {@link PoeFailure.NotFound} for an unknown bot or chat
     */
    Quote quote(NewMessage message);

    /** The same for {@link #retry}. */
    Quote quoteRetry(ChatRef chat);

    /**
     * Sends at most once and returns as soon as Poe has taken the message. A failure whose {@link PoeFailure#spend()}
     * is {@link Spend#POSSIBLE} means that it may have been taken all the same.
     */
    LiveReply send(NewMessage message);

    /** Has the last answer of the chat made anew; costs points like a message. */
    LiveReply retry(ChatRef chat);

    /**
     * The newest bot message of the chat, or the one named, ended or still growing.
     *
     * @throws PoeException {@link PoeFailure.NotFound} for the chat, the message, or a chat without a bot message
     */
    LiveReply follow(ChatRef chat, @Nullable Long messageId);

    /** Stops what is being answered in the chat. Harmless when nothing is. Returns the chat's number. */
    long cancel(ChatRef chat);

    /**
     * Deletes messages for good. Returns the chat's code.
     *
     * @throws PoeException {@link PoeFailure.NotFound} when one of them is not in the chat; nothing is deleted then
     */
    String delete(ChatRef chat, List<Long> messageIds);

    /**
     * Publishes the messages under a URL that anybody can read.
     *
     * @throws PoeException {@link PoeFailure.NotFound} when one of them is not in the chat; nothing is published then
     */
    Share share(ChatRef chat, List<Long> messageIds);

    /** A published part of a chat. */
    record Share(String code, URI url) {}

    /**
     * What the answer with this code cost, in points; null when Poe has no figure (yet).
     *
     * @throws PoeException {@link PoeFailure.NotFound} when there is no such message
     */
    @Nullable
    Long costPoints(String messageCode);

    /** Publishes the previews (HTML or React) in a bot's answer and lists their URLs, in order. */
    List<PreviewApp> previewApps(long messageId);

    /** @param index position in the message, from 0 */
    record PreviewApp(int index, URI url) {}
}
