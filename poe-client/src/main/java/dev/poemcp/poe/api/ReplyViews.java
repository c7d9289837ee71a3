package dev.poemcp.poe.api;

import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.Message;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.Via;
import dev.poemcp.poe.api.conversation.Conversation;
import dev.poemcp.poe.api.conversation.ConversationMessage;
import dev.poemcp.poe.api.conversation.KeptFile;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Replies and messages of a conversation in the terms of the callers, and back. */
final class ReplyViews {
    private ReplyViews() {}

    /** What a bot has said. */
    record Content(
            Reply.State state,
            String text,
            List<Attachment> attachments,
            List<String> suggestedReplies,
            @Nullable Long points,
            Duration elapsed,
            Optional<PoeFailure> failure) {
        /** As the reply with this id. */
        Reply reply(Conversation conversation, long messageId) {
            ConversationMessage begun = conversation.message(messageId).orElseThrow();
            return new Reply(
                    state,
                    text,
                    begun.author(),
                    conversation.chat(),
                    questionOf(conversation, messageId),
                    messageId,
                    List.of(messageId),
                    null,
                    attachments,
                    suggestedReplies,
                    points,
                    null,
                    Via.API,
                    elapsed,
                    failure);
        }
    }

    private static @Nullable Long questionOf(Conversation conversation, long messageId) {
        Long question = null;
        for (ConversationMessage message : conversation.messages()) {
            if (message.id() == messageId) {
                return question;
            }
            question = message.isUser() ? Long.valueOf(message.id()) : question;
        }
        return null;
    }

    /** The bot's message with what the reply holds now. */
    static ConversationMessage message(ConversationMessage begun, Reply reply) {
        return new ConversationMessage(
                begun.id(),
                begun.author(),
                reply.text(),
                reply.state(),
                begun.time(),
                reply.attachments().stream().map(KeptFile::of).toList(),
                begun.parameters(),
                reply.suggestedReplies(),
                reply.pointsSpent(),
                reply.elapsed().toMillis(),
                reply.failure().map(PoeFailure::what).orElse(null));
    }

    /** A kept message of a bot as a reply. */
    static Reply reply(Conversation conversation, ConversationMessage message) {
        boolean lost = message.state() == Reply.State.IN_PROGRESS;
        String why = lost ? "poe-mcp ended before the answer did." : message.failure();
        return new Content(
                        lost ? Reply.State.FAILED : message.state(),
                        message.text(),
                        attachments(message),
                        message.suggestedReplies(),
                        message.pointsSpent(),
                        Duration.ofMillis(message.elapsedMillis()),
                        Optional.ofNullable(why).map(text -> new PoeFailure.UnexpectedResponse(text, Spend.POSSIBLE)))
                .reply(conversation, message.id());
    }

    /** A message as it is listed. */
    static Message listed(ConversationMessage message) {
        return new Message(
                message.id(),
                null,
                message.author(),
                message.text(),
                state(message.state()),
                message.time(),
                attachments(message));
    }

    private static String state(Reply.State state) {
        return state == Reply.State.IN_PROGRESS ? "incomplete" : state.name().toLowerCase(Locale.ROOT);
    }

    private static List<Attachment> attachments(ConversationMessage message) {
        return message.files().stream().map(KeptFile::attachment).toList();
    }
}
