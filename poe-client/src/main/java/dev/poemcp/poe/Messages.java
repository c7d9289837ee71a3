package dev.poemcp.poe;

import java.net.URI;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Conversations with bots. Source of every wire fact: docs/poe-protocol.md §6. */
public interface Messages {
    /**
     * Returns the bot that would reply and the price. Sends no message.
     *
     * @throws PoeException {@link PoeFailure.NotFound} for an unknown bot or chat
     */
    Quote quote(NewMessage message);

    /** The same for {@link #retry}: the bot whose reply it would regenerate. */
    Quote quoteRetry(ChatRef chat);

    /**
     * Sends at most once and returns as soon as Poe has accepted the message. A failure with
     * {@link PoeFailure#spend()} {@link Spend#POSSIBLE} means that Poe may have accepted it nevertheless.
     */
    LiveReply send(NewMessage message);

    /**
     * Regenerates the last reply in the chat; costs points like a message.
     *
     * @param ownLimit the account's own limit per message in points, to hold to; empty for none
     * @throws PoeException {@link PoeFailure.PointsLimit}, with nothing sent, if Poe's price is known and above it
     */
    LiveReply retry(ChatRef chat, OptionalLong ownLimit);

    /**
     * The given bot message, or the newest of the chat; ended or in progress.
     *
     * @throws PoeException {@link PoeFailure.NotFound} for the chat, the message, or a chat without a bot message
     */
    LiveReply follow(ChatRef chat, @Nullable Long messageId);

    /** Stops the replies in progress in the chat; sends nothing if there are none. */
    Cancellation cancel(ChatRef chat);

    /**
     * A chat in which nothing runs any more.
     *
     * @param chatId null for a conversation with the official API
     * @param cancelled whether Poe was asked to stop: a reply was growing, or the last message had no reply yet
     */
    record Cancellation(@Nullable Long chatId, String chatCode, boolean cancelled) {
        /** In a chat of the account. */
        public Cancellation(ChatRef.Full chat, boolean cancelled) {
            this(chat.chatId(), chat.chatCode(), cancelled);
        }
    }

    /**
     * Deletes messages permanently. Returns the chat's code.
     *
     * @throws PoeException {@link PoeFailure.NotFound} when one of them is not in the chat; nothing is deleted then
     */
    String delete(ChatRef chat, List<Long> messageIds);

    /**
     * Publishes the messages under a public URL.
     *
     * @throws PoeException {@link PoeFailure.NotFound} when one of them is not in the chat; nothing is published then
     */
    Share share(ChatRef chat, List<Long> messageIds);

    /** A published part of a chat. */
    record Share(String code, URI url) {}

    /**
     * The cost in points of the reply with this code; null if Poe has no figure (yet).
     *
     * @throws PoeException {@link PoeFailure.NotFound} when there is no such message
     */
    @Nullable
    Long costPoints(String messageCode);

    /**
     * Publishes the previews (HTML or React) in a bot message and returns their URLs, in order.
     *
     * @throws PoeException {@link PoeFailure.NotFound} when there is no such message
     */
    List<PreviewApp> previewApps(long messageId);

    /** @param index position in the message, from 0 */
    record PreviewApp(int index, URI url) {}
}
