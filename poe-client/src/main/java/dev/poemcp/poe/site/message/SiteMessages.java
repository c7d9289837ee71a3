package dev.poemcp.poe.site.message;

import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.Messages;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Quote;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.Upload;
import dev.poemcp.poe.site.cache.ChatCache;
import dev.poemcp.poe.site.cache.MissingChatCheck;
import dev.poemcp.poe.site.channel.ChannelStatus;
import dev.poemcp.poe.site.channel.RealtimeChannel;
import dev.poemcp.poe.site.graphql.Nonce;
import dev.poemcp.poe.site.json.JsonFields;
import dev.poemcp.poe.site.json.MessageReader;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.reply.PendingSend;
import dev.poemcp.poe.site.reply.ReplyTracker;
import dev.poemcp.poe.site.session.Site;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages over the account's web session. */
final class SiteMessages implements Messages {
    private static final Logger log = LoggerFactory.getLogger(SiteMessages.class);

    /** How long a message waits for the channel; without the channel, the reply is read from the chat. */
    private static final Duration CHANNEL_WAIT = Duration.ofSeconds(10);

    private final Site site;
    private final ChatCache chats;
    private final RecipientResolver recipients;
    private final SiteReplyRequests requests;
    private final ReplyTracker tracker;
    private final RealtimeChannel channel;
    private final AtMostOnceSender sender;
    private final PointsShortage shortage;
    private final MissingChatCheck missingChatCheck;
    private final MessagesInChatCheck messagesInChatCheck;
    private final Supplier<String> nonces = new Nonce();

    SiteMessages(
            Site site,
            ChatCache chats,
            RecipientResolver recipients,
            SiteReplyRequests requests,
            ReplyTracker tracker,
            RealtimeChannel channel) {
        this.site = site;
        this.chats = chats;
        this.recipients = recipients;
        this.requests = requests;
        this.tracker = tracker;
        this.channel = channel;
        this.sender = new AtMostOnceSender(tracker, site.workers());
        this.shortage = new PointsShortage(requests);
        this.missingChatCheck = new MissingChatCheck(chats);
        this.messagesInChatCheck = new MessagesInChatCheck(chats);
    }

    @Override
    public Quote quote(NewMessage message) {
        prepare();
        Recipient to = recipients.resolve(message);
        return new Quote(to.bot(), to.price());
    }

    @Override
    public Quote quoteRetry(ChatRef chat) {
        ChatCache.ChatMessages page = chats.newest(chat);
        Recipient to = ofRetry(page, LastReply.of(page));
        return new Quote(to.bot(), to.price());
    }

    /** The bot that made the last reply, which may be another than the chat's own. */
    private Recipient ofRetry(ChatCache.ChatMessages page, LastReply last) {
        String author = last.reply().botHandle();
        return recipients.recipient(
                author == null ? recipients.botOf(page) : author,
                new ChatRef.ById(page.chat().number()));
    }

    @Override
    public LiveReply send(NewMessage message) {
        checkSize(message.files());
        prepare();
        Recipient to = recipients.resolve(message);
        openChannel();
        PendingSend pendingSend = tracker.register(nonces.get(), to.chatId());
        SendRequest request = new NewMessageRequest(site, chats, tracker, message, to, pendingSend, nonces.get());
        LiveReply reply = shortage.explained(
                to,
                () -> to.chat() == null
                        ? sender.run(request, pendingSend)
                        : missingChatCheck.toldApart(to.chat(), () -> sender.run(request, pendingSend)));
        if (to.chat() == null) {
            // A bot given for one message in an existing chat does not become that chat's bot.
            recipients.remember(reply.now().chat().number(), to.bot());
        }
        return reply;
    }

    /** Checks the sum of the declared sizes before anything is sent; exactly the limit is allowed. */
    private static void checkSize(List<Upload> files) {
        long sum = 0;
        for (Upload file : files) {
            sum += file.sizeBytes();
            if (sum > Upload.MAX_BYTES_PER_MESSAGE) {
                throw new PoeException(new PoeFailure.FileRejected(
                        file.name(), "File size too large. Please try again with a smaller file."));
            }
        }
    }

    /** Starts what a message needs besides its bot, so that the bot is looked up meanwhile. Returns at once. */
    private void prepare() {
        site.prepare();
        channel.prepare();
    }

    /** Only a missing sign-in fails the message; without the channel, the reply is read from the chat. */
    private void openChannel() {
        try {
            ChannelStatus status = channel.ensureUp(CHANNEL_WAIT);
            log.debug("The realtime channel is {}.", status);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PoeException(
                    new PoeFailure.Cancelled("The message was cancelled before it was sent.", Spend.NONE), interrupted);
        }
    }

    @Override
    public LiveReply retry(ChatRef chat, OptionalLong ownLimit) {
        ChatCache.ChatMessages page = chats.newest(chat);
        LastReply last = LastReply.of(page);
        Recipient to = ofRetry(page, last);
        Long price = to.price();
        if (price != null && ownLimit.isPresent() && price > ownLimit.getAsLong()) {
            throw new PoeException(PoeFailure.PointsLimit.unsent(to.bot(), price, ownLimit.getAsLong()));
        }
        openChannel();
        PendingSend pendingSend = tracker.register(nonces.get(), to.chatId());
        return shortage.explained(to, () -> sender.run(new RetryRequest(site, chats, tracker, last, to), pendingSend));
    }

    @Override
    public LiveReply follow(ChatRef chat, @Nullable Long messageId) {
        ReplyLocator.LocatedReply found = new ReplyLocator(chats).find(chat, messageId);
        if (found.isRunning()) {
            openChannel();
        }
        return tracker.followExisting(found.origin(), found.replyMessages());
    }

    @Override
    public Cancellation cancel(ChatRef ref) {
        ChatRef.Full chat = chats.full(ref);
        boolean running = tracker.isGrowing(chat.chatId()) || mayBeRunning(chat);
        if (running) {
            missingChatCheck.toldApart(ref, () -> {
                requests.cancel(chat.chatId());
                return chat;
            });
        }
        return new Cancellation(chat, running);
    }

    /** A chat that cannot be read may have a running reply: to cancel none is harmless. */
    private boolean mayBeRunning(ChatRef.Full chat) {
        try {
            return LastReply.mayBeRunning(chats.newest(chat).messages());
        } catch (PoeException unreadable) {
            if (unreadable.failure() instanceof PoeFailure.NotFound
                    || unreadable.failure() instanceof PoeFailure.Cancelled) {
                throw unreadable;
            }
            log.debug("Chat {} could not be read: {}", chat, unreadable.getMessage());
            return true;
        }
    }

    @Override
    public String delete(ChatRef chat, List<Long> messageIds) {
        messagesInChatCheck.check(chat, messageIds);
        String code = chats.chatCode(chat);
        Map<String, ?> values = Map.of("chatCode", code, "messageIds", messageIds);
        if (!site.ask(Operation.DELETE_MESSAGES, values, JsonFields.hasObject("messagesDelete"))) {
            throw notFound(messageIds);
        }
        return code;
    }

    @Override
    public Share share(ChatRef chat, List<Long> messageIds) {
        messagesInChatCheck.check(chat, messageIds);
        long chatId = chats.chatId(chat);
        Map<String, ?> values = Map.of("chatId", chatId, "messageIds", messageIds);
        String code = site.ask(Operation.SHARE_MESSAGES, values, MessageReader::shareCode);
        if (code.isEmpty()) {
            throw notFound(messageIds);
        }
        return new Share(code, site.baseUrl().resolve("/s/" + code));
    }

    /** Poe does not report which of them it lacks. */
    private static PoeException notFound(List<Long> messageIds) {
        String ids = messageIds.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return new PoeException(new PoeFailure.NotFound(PoeFailure.Subject.MESSAGE, ids));
    }

    @Override
    public @Nullable Long costPoints(String messageCode) {
        return requests.cost(messageCode);
    }

    @Override
    public List<PreviewApp> previewApps(long messageId) {
        return new PreviewPublisher(site).publish(messageId);
    }
}
