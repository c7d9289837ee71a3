package dev.poemcp.poe.api;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.api.conversation.Conversation;
import dev.poemcp.poe.api.conversation.ConversationMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Replies in progress: at most one per conversation. Keeps each in its conversation when it has ended. */
final class RunningReplies {
    private final Conversations conversations;
    private final CostLookup costs;
    private final LongSupplier nanoTime;
    private final Map<String, RunningReply> byCode = new ConcurrentHashMap<>();

    RunningReplies(Conversations conversations, CostLookup costs, LongSupplier nanoTime) {
        this.conversations = conversations;
        this.costs = costs;
        this.nanoTime = nanoTime;
    }

    /** In progress, or ended with its cost still being looked for. */
    Optional<RunningReply> of(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** @throws PoeException {@link PoeFailure.InvalidRequest} if a reply is in progress in the conversation */
    void requireIdle(String code) {
        if (of(code).filter(reply -> !reply.hasEnded()).isPresent()) {
            throw stillAnswering(code);
        }
    }

    private static PoeException stillAnswering(String code) {
        return new PoeException(new PoeFailure.InvalidRequest("A bot is still answering in " + code
                + "; wait for it with get_reply, or stop it with cancel_message."));
    }

    /**
     * Sends the question and keeps the conversation.
     *
     * @param conversation with the question and the begun message
     * @param earlier what stays if nothing comes, since a retry must not lose the answer before; null keeps the failure
     * @param send sends it to the listener
     */
    RunningReply start(
            Conversation conversation,
            ConversationMessage begun,
            @Nullable Conversation earlier,
            Function<ReplyListener, ReplyRequest> send) {
        RunningReply reply = new RunningReply(conversation, begun, ended -> ended(ended, earlier), nanoTime);
        RunningReply winner =
                byCode.compute(conversation.code(), (code, other) -> other == null || other.hasEnded() ? reply : other);
        if (winner != reply) {
            throw stillAnswering(conversation.code());
        }
        try {
            costs.sending(begun.id(), begun.author(), new CostResult(reply));
            conversations.put(conversation);
            reply.sent(send.apply(reply));
        } catch (RuntimeException e) {
            costs.notSent(begun.id());
            byCode.remove(conversation.code(), reply);
            throw e;
        }
        return reply;
    }

    /** Forgets a reply that Poe refused to begin, and restores the conversation as it was before; null if it was new. */
    void undo(RunningReply reply, @Nullable Conversation before) {
        costs.notSent(reply.messageId());
        byCode.remove(reply.code(), reply);
        if (before == null) {
            conversations.remove(reply.code());
        } else {
            conversations.put(before);
        }
    }

    private void ended(RunningReply reply, @Nullable Conversation earlier) {
        Reply end = reply.now();
        boolean isEmpty = end.state() != Reply.State.COMPLETE
                && end.text().isBlank()
                && end.attachments().isEmpty();
        byCode.computeIfPresent(reply.code(), (code, current) -> {
            // Not after undo, which may have come first.
            if (current == reply) {
                if (isEmpty && earlier != null) {
                    conversations.put(earlier);
                } else {
                    conversations.add(reply.conversation(), reply.message());
                }
            }
            return current;
        });
        costs.ended(reply.messageId());
    }

    private final class CostResult implements CostLookup.Result {
        private final RunningReply reply;

        CostResult(RunningReply reply) {
            this.reply = reply;
        }

        @Override
        public void known(long cost) {
            reply.settle(cost);
            conversations.update(
                    reply.code(),
                    conversation -> conversation
                            .message(reply.messageId())
                            .map(message -> conversation.with(message.withPoints(cost)))
                            .orElse(conversation));
            byCode.remove(reply.code(), reply);
        }

        @Override
        public void waitingIsOver() {
            reply.settle(null);
            byCode.remove(reply.code(), reply);
        }
    }

    /** Stops all bots: no one will read their answers. */
    void close() {
        List.copyOf(byCode.values()).forEach(RunningReply::cancel);
    }
}
