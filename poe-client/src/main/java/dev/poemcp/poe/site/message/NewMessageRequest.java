package dev.poemcp.poe.site.message;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.cache.ChatCache;
import dev.poemcp.poe.site.json.ChatNode;
import dev.poemcp.poe.site.json.SendResponse;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.reply.PendingSend;
import dev.poemcp.poe.site.reply.ReplyOrigin;
import dev.poemcp.poe.site.reply.ReplyTracker;
import dev.poemcp.poe.site.session.Site;
import dev.poemcp.poe.site.upload.MonitoredUpload;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The request that sends a message (docs/poe-protocol.md §6.1). */
final class NewMessageRequest implements SendRequest {
    private final Site site;
    private final ChatCache chats;
    private final ReplyTracker tracker;
    private final LostSendRecovery recovery;
    private final NewMessage message;
    private final Recipient to;
    private final PendingSend pendingSend;
    private final String chatNonce;
    private final MonitoredUpload files;

    NewMessageRequest(
            Site site,
            ChatCache chats,
            ReplyTracker tracker,
            NewMessage message,
            Recipient to,
            PendingSend pendingSend,
            String chatNonce) {
        this.site = site;
        this.chats = chats;
        this.tracker = tracker;
        this.recovery = new LostSendRecovery(site, chats);
        this.message = message;
        this.to = to;
        this.pendingSend = pendingSend;
        this.chatNonce = chatNonce;
        this.files = new MonitoredUpload(message.files());
    }

    @Override
    public long chatId() {
        return to.chatId();
    }

    @Override
    public Duration limit() {
        return message.files().isEmpty() ? site.limits().send() : site.limits().upload();
    }

    @Override
    public CompletableFuture<SendResponse> start() {
        Map<String, Object> values = new HashMap<>();
        values.put("bot", to.bot());
        values.put("query", message.text());
        values.put("clientNonce", pendingSend.clientNonce());
        if (to.price() != null) {
            values.put("price", to.price());
        }
        if (to.chat() == null) {
            values.put("chatNonce", chatNonce);
            values.put("newChatContext", "home_page_input");
        } else {
            values.put("chatId", to.chat().chatId());
        }
        return site.start(Operation.SEND_MESSAGE, values, files.files(), SendResponse::ofMessage);
    }

    /** Any part of the response may be null; missing parts are read from the chat. */
    @Override
    public AcceptedMessage read(SendResponse created) throws InterruptedException {
        if (!created.isAnswered()) {
            throw new PoeException(new PoeFailure.UnexpectedResponse(
                    "Poe's answer does not say whether it took the message.", Spend.POSSIBLE));
        }
        SendRejection.check(created);
        Optional<Chat> chat = chat(created.chat());
        long userMessageId = created.messageId() != 0
                ? created.messageId()
                : pendingSend.echoed().map(PendingSend.Echo::messageId).orElse(0L);
        // A new chat has only one reply; in an existing chat, the id of the reply or of the user message is needed.
        if (chat.isPresent() && (userMessageId != 0 || created.replyId() != 0 || to.chat() == null)) {
            return new AcceptedMessage(chat.get(), userMessageId, created.replyId(), created.jobId());
        }
        return find(true)
                .accepted()
                .orElseThrow(() -> new PoeException(new PoeFailure.UnexpectedResponse(
                        "Poe took the message, and did not say where it is.", Spend.POSSIBLE)));
    }

    private Optional<Chat> chat(@Nullable ChatNode node) {
        try {
            if (node != null) {
                return Optional.of(chats.read(node));
            }
            return Optional.ofNullable(to.chat()).map(this::known);
        } catch (PoeException unreadable) {
            if (unreadable.failure() instanceof PoeFailure.Cancelled) {
                throw unreadable;
            }
            // The message is accepted, so this must not look like a rejected message.
            return Optional.empty();
        }
    }

    private Chat known(ChatRef.ById chat) {
        String code = chats.chatCode(chat);
        return new Chat(chat.chatId(), code, null, site.baseUrl().resolve("/chat/" + code), null, null);
    }

    @Override
    public LostSendResult find(boolean mayBePending) throws InterruptedException {
        return recovery.find(pendingSend, message.text(), to.chat(), mayBePending);
    }

    @Override
    public LiveReply follow(AcceptedMessage accepted) {
        Long human = accepted.userMessageId() == 0 ? null : accepted.userMessageId();
        return tracker.followNew(
                new ReplyOrigin(accepted.chat(), to.bot(), human),
                accepted.replyId(),
                accepted.userMessageId(),
                accepted.jobId());
    }

    @Override
    public void abort() {
        files.stop();
    }

    @Override
    public Optional<PoeFailure> uploadFailure() {
        return files.failure().map(rejected -> rejected);
    }
}
