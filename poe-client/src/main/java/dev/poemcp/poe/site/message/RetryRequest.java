package dev.poemcp.poe.site.message;

import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.cache.ChatCache;
import dev.poemcp.poe.site.json.MessageNode;
import dev.poemcp.poe.site.json.SendResponse;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.reply.ReplyOrigin;
import dev.poemcp.poe.site.reply.ReplyTracker;
import dev.poemcp.poe.site.session.Site;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The request that regenerates the last reply of a chat (docs/poe-protocol.md §6.2). */
final class RetryRequest implements SendRequest {
    private static final Logger log = LoggerFactory.getLogger(RetryRequest.class);

    private final Site site;
    private final ChatCache chats;
    private final ReplyTracker tracker;
    private final LastReply last;
    private final Recipient to;

    RetryRequest(Site site, ChatCache chats, ReplyTracker tracker, LastReply last, Recipient to) {
        this.site = site;
        this.chats = chats;
        this.tracker = tracker;
        this.last = last;
        this.to = to;
    }

    @Override
    public long chatId() {
        return to.chatId();
    }

    @Override
    public Duration limit() {
        return site.limits().send();
    }

    @Override
    public CompletableFuture<SendResponse> start() {
        Map<String, Object> values = new HashMap<>();
        values.put("messageId", last.reply().messageId());
        if (to.price() != null) {
            values.put("price", to.price());
        }
        return site.start(Operation.REGENERATE, values, List.of(), SendResponse::ofRetry);
    }

    @Override
    public AcceptedMessage read(SendResponse regenerated) {
        if (!regenerated.isAnswered()) {
            throw new PoeException(new PoeFailure.UnexpectedResponse(
                    "Poe's response does not say whether it regenerates the reply.", Spend.POSSIBLE));
        }
        SendRejection.check(regenerated);
        return new AcceptedMessage(last.chat(), last.userMessageId(), 0, 0);
    }

    /** Looks for a newer reply than the last one, or for the last one growing again. */
    @Override
    public LostSendResult find(boolean mayBePending) throws InterruptedException {
        LostSendResult result = search();
        if (result.accepted().isEmpty() && mayBePending) {
            // Poe may still be executing the request, so the reply may appear a moment later.
            TimeUnit.NANOSECONDS.sleep(site.limits().firstBackOff().toNanos());
            result = search();
        }
        return result;
    }

    private LostSendResult search() {
        long lastId = last.reply().messageId();
        try {
            List<MessageNode> messages = chats.newest(last.chat().ref()).messages();
            return messages.stream()
                    .filter(MessageNode::fromBot)
                    .filter(message -> message.messageId() > lastId
                            || (message.messageId() == lastId && LastReply.isRunning(message)))
                    .findFirst()
                    .map(message -> new AcceptedMessage(
                            last.chat(), last.userMessageId(), message.messageId(), message.jobId()))
                    .map(LostSendResult::found)
                    .orElseGet(() -> LostSendResult.notSeen(!messages.isEmpty()));
        } catch (PoeException unreadable) {
            log.debug("The chat could not be read: {}", unreadable.getMessage());
            return LostSendResult.notSeen(false);
        }
    }

    @Override
    public LiveReply follow(AcceptedMessage accepted) {
        ReplyOrigin origin = new ReplyOrigin(
                accepted.chat(), to.bot(), accepted.userMessageId() == 0 ? null : accepted.userMessageId());
        return accepted.replyId() == 0
                ? tracker.followRegenerated(origin, last.reply().messageId())
                : tracker.followNew(origin, accepted.replyId(), last.reply().messageId(), accepted.jobId());
    }

    @Override
    public void abort() {
        // A request this small is sent at once.
    }

    @Override
    public Optional<PoeFailure> uploadFailure() {
        return Optional.empty();
    }
}
