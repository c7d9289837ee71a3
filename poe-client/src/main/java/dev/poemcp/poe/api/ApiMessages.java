package dev.poemcp.poe.api;

import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.Messages;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Quote;
import dev.poemcp.poe.api.ModelFinder.Found;
import dev.poemcp.poe.api.conversation.Conversation;
import dev.poemcp.poe.api.conversation.ConversationMessage;
import dev.poemcp.poe.api.conversation.KeptFile;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Conversations with the official API, which this process keeps. */
final class ApiMessages implements Messages {
    /** What Poe refuses, it refuses at once; a slow bot is not waited for here. */
    private static final Duration REFUSAL_WAIT = Duration.ofSeconds(2);

    /** A request carries the whole conversation. */
    private static final int MAX_CONVERSATION_BYTES = 16 * 1024 * 1024;

    private final Conversations conversations;
    private final RunningReplies running;
    private final ModelFinder models;
    private final FileParts fileParts;
    private final ReplyStreams streams;
    private final Clock clock;

    ApiMessages(
            Conversations conversations,
            RunningReplies running,
            ModelFinder models,
            FileParts fileParts,
            ReplyStreams streams,
            Clock clock) {
        this.conversations = conversations;
        this.running = running;
        this.models = models;
        this.fileParts = fileParts;
        this.streams = streams;
        this.clock = clock;
    }

    @Override
    public Quote quote(NewMessage message) {
        Optional<Conversation> before = Optional.ofNullable(message.chat()).map(conversations::get);
        Found bot = models.require(bot(message, before));
        long bytes = Prices.bytes(message) + before.map(Prices::bytes).orElse(0L);
        return Prices.quote(bot, bytes, message.parameters());
    }

    @Override
    public Quote quoteRetry(ChatRef chat) {
        Conversation before = conversations.get(chat);
        Conversation asked = before.upToQuestion();
        ConversationMessage question = question(asked);
        return Prices.quote(models.require(answerer(before)), Prices.bytes(asked), question.parameters());
    }

    @Override
    public LiveReply send(NewMessage message) {
        Optional<Conversation> before = Optional.ofNullable(message.chat()).map(conversations::get);
        before.ifPresent(conversation -> running.requireIdle(conversation.code()));
        Found bot = models.find(bot(message, before));
        ParameterCheck.check(bot.model(), message.parameters());
        FileParts.requireTaken(bot.model(), message.files());
        Endpoint endpoint = FileParts.endpoint(bot.endpoint(), message.files(), before);
        List<KeptFile> files = fileParts.keep(endpoint, message.files());
        ConversationMessage question = ConversationMessage.ofUser(
                conversations.newMessageId(), message.text(), clock.instant(), files, message.parameters());
        Conversation asked = before.map(conversation -> conversation.with(question))
                .orElseGet(() -> Conversation.of(conversations.newCode(), question));
        return ask(before.orElse(null), null, asked, bot, endpoint);
    }

    @Override
    public LiveReply retry(ChatRef chat, OptionalLong ownLimit) {
        Conversation before = conversations.get(chat);
        running.requireIdle(before.code());
        Conversation asked = before.upToQuestion();
        question(asked);
        Found bot = models.find(answerer(before));
        return ask(before, before, asked, bot, FileParts.endpoint(bot.endpoint(), List.of(), Optional.of(asked)));
    }

    /**
     * @param before the conversation to restore if Poe refuses the message; null for a new one
     * @param earlier the conversation to keep also if Poe accepts the message and nothing comes; null keeps the failure
     */
    private LiveReply ask(
            @Nullable Conversation before,
            @Nullable Conversation earlier,
            Conversation question,
            Found bot,
            Endpoint endpoint) {
        Conversation asked = fileParts.uploadEarlier(endpoint, question);
        if (asked.size() > MAX_CONVERSATION_BYTES) {
            throw new PoeException(new PoeFailure.MessageTooLong(
                    "The conversation is larger than " + MAX_CONVERSATION_BYTES + " bytes; start a new one."));
        }
        ConversationMessage begun =
                ConversationMessage.begun(conversations.newMessageId(), bot.handle(), clock.instant());
        RunningReply reply = running.start(
                asked.with(begun),
                begun,
                earlier,
                listener -> streams.ask(
                        endpoint,
                        Turns.question(
                                bot.id(), asked, endpoint, question(asked).parameters()),
                        !bot.isMedia(),
                        listener));
        Optional<PoeFailure> refused = reply.awaitAccepted(REFUSAL_WAIT);
        if (refused.isPresent()) {
            running.undo(reply, before);
            throw new PoeException(refused.get());
        }
        return reply;
    }

    private static String bot(NewMessage message, Optional<Conversation> before) {
        if (message.bot() != null) {
            return message.bot();
        }
        return before.flatMap(Conversation::lastReply)
                .map(ConversationMessage::author)
                .orElseThrow(() -> new PoeException(new PoeFailure.InvalidRequest(
                        "By the API key there is no default bot, so the bot must be named.")));
    }

    private static String answerer(Conversation conversation) {
        return conversation
                .lastReply()
                .map(ConversationMessage::author)
                .orElseThrow(() -> new PoeException(new PoeFailure.InvalidRequest(
                        "No bot has answered in " + conversation.code() + ", so there is no retry.")));
    }

    private static ConversationMessage question(Conversation conversation) {
        return conversation
                .lastQuestion()
                .orElseThrow(() -> new PoeException(new PoeFailure.InvalidRequest(
                        "The conversation " + conversation.code() + " has no message to answer.")));
    }

    @Override
    public LiveReply follow(ChatRef chat, @Nullable Long messageId) {
        Conversation conversation = conversations.get(chat);
        Optional<RunningReply> newest =
                running.of(conversation.code()).filter(reply -> messageId == null || messageId == reply.messageId());
        if (newest.isPresent()) {
            return newest.get();
        }
        ConversationMessage message = (messageId == null ? conversation.lastReply() : conversation.message(messageId))
                .filter(found -> !found.isUser())
                .orElseThrow(() -> new PoeException(new PoeFailure.NotFound(
                        PoeFailure.Subject.MESSAGE, messageId == null ? "of a bot" : Long.toString(messageId))));
        return new EndedReply(ReplyViews.reply(conversation, message));
    }

    @Override
    public Cancellation cancel(ChatRef chat) {
        String code = conversations.get(chat).code();
        boolean cancelled = running.of(code).map(RunningReply::cancel).orElse(false);
        return new Cancellation(null, code, cancelled);
    }

    @Override
    public String delete(ChatRef chat, List<Long> messageIds) {
        throw ApiChats.onlyForChats("messages can be deleted");
    }

    @Override
    public Share share(ChatRef chat, List<Long> messageIds) {
        throw ApiChats.onlyForChats("messages can be shared");
    }

    @Override
    public @Nullable Long costPoints(String messageCode) {
        throw ApiChats.onlyForChats("messages have codes");
    }

    @Override
    public List<PreviewApp> previewApps(long messageId) {
        throw ApiChats.onlyForChats("messages have previews");
    }
}
