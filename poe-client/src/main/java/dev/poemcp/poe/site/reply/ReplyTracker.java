package dev.poemcp.poe.site.reply;

import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.channel.ChannelListener;
import dev.poemcp.poe.site.channel.Event;
import dev.poemcp.poe.site.channel.Topic;
import dev.poemcp.poe.site.config.SiteLimits;
import dev.poemcp.poe.site.json.MessageNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All replies that are being followed, by chat. Routes the channel's events to them by subscription, chat and message
 * (never by order of arrival), and requests the site for them on worker threads. Holds no lock during a query.
 */
public final class ReplyTracker implements ChannelListener {
    private static final Logger log = LoggerFactory.getLogger(ReplyTracker.class);
    private static final int MAX_REPLIES = 10_000;
    private final ReplyRequests requests;
    private final Executor workers;
    private final ReplyFetcher fetcher;
    private final SiteLimits limits;
    private final LongSupplier nanoTime;
    private final int maxReplies;
    private final ExtrasExpectations expectations = new ExtrasExpectations();
    private final InFlightCancels cancels = new InFlightCancels();
    private final ReentrantLock lock = new ReentrantLock();
    private final FollowedReplies replies = new FollowedReplies();
    private final PendingSends pendingSends = new PendingSends();
    private boolean channelUp = true;

    public ReplyTracker(ReplyRequests requests, Executor workers, SiteLimits limits) {
        this(requests, workers, limits, System::nanoTime, MAX_REPLIES);
    }

    ReplyTracker(ReplyRequests requests, Executor workers, SiteLimits limits, LongSupplier nanoTime, int maxReplies) {
        this.maxReplies = maxReplies;
        this.requests = requests;
        this.workers = workers;
        this.fetcher = new ReplyFetcher(requests, workers, nanoTime);
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /**
     * Registers a message before it is sent, since its reply may begin before the site responds.
     *
     * <p>Reserves a place for the reply, so that every message that Poe accepts has one.
     *
     * @param chatId 0 for a message that opens a chat
     * @throws PoeException {@link PoeFailure.RateLimited} if too many replies are followed; nothing was sent
     */
    public PendingSend register(String clientNonce, long chatId) {
        PendingSend message = new PendingSend(this, clientNonce, chatId);
        lock.lock();
        try {
            makeRoom();
            pendingSends.add(message);
        } finally {
            lock.unlock();
        }
        return message;
    }

    /**
     * Drops the reply that ended first if there are too many; its callers keep their text. Called with the lock held.
     */
    private void makeRoom() {
        if (replies.size() + pendingSends.size() < maxReplies) {
            return;
        }
        TrackedReply ended = replies.firstEnded()
                .orElseThrow(() -> new PoeException(new PoeFailure.RateLimited(
                        maxReplies + " answers are already being waited for.", Optional.empty())));
        replies.remove(ended);
    }

    void unregister(PendingSend message) {
        lock.lock();
        try {
            pendingSends.remove(message);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Follows the reply to a message that Poe has just accepted.
     *
     * @param messageId id of the reply; 0 if not known
     * @param jobId 0 if not known
     */
    public LiveReply followNew(ReplyOrigin origin, long messageId, long userMessageId, long jobId) {
        return follow(origin, new ReplyStateMachine.Target(messageId, userMessageId, 0, jobId), List.of());
    }

    /** Follows a reply that is being regenerated. */
    public LiveReply followRegenerated(ReplyOrigin origin, long oldMessageId) {
        return follow(origin, new ReplyStateMachine.Target(0, oldMessageId, oldMessageId, 0), List.of());
    }

    /**
     * Follows a reply that was found in its chat, and reads the chat again for what changed since.
     *
     * @param known its messages, at least one, oldest first
     * @throws PoeException {@link PoeFailure.RateLimited} if too many replies are followed
     */
    public LiveReply followExisting(ReplyOrigin origin, List<MessageNode> known) {
        MessageNode first = known.get(0);
        return follow(
                origin, new ReplyStateMachine.Target(first.messageId(), first.messageId(), 0, first.jobId()), known);
    }

    private LiveReply follow(ReplyOrigin origin, ReplyStateMachine.Target target, List<MessageNode> known) {
        TrackedReply reply = new TrackedReply(this, origin, target, known);
        EventBuffer.BufferedEvents buffered;
        boolean up;
        lock.lock();
        try {
            if (!known.isEmpty()) {
                // Only here: for a message that was sent, register() has reserved a place.
                makeRoom();
            }
            replies.add(reply);
            buffered = pendingSends.take(reply.chatId());
            up = channelUp;
        } finally {
            lock.unlock();
        }
        reply.channelUp(up);
        EventTranslator.replay(buffered.events(), reply);
        if (!buffered.complete()) {
            reply.gap();
        }
        return reply;
    }

    void forget(TrackedReply reply) {
        lock.lock();
        try {
            replies.remove(reply);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onEvent(Event event) {
        if (!EventTranslator.isAboutReplies(event.topic())) {
            return;
        }
        if (EventTranslator.isCost(event)) {
            expectations.recordCostEvent();
        }
        long chatId = EventTranslator.chatOf(event);
        List<TrackedReply> affected;
        lock.lock();
        try {
            affected = affected(event, chatId);
            pendingSends.onEvent(chatId, replies.has(chatId), event);
        } finally {
            lock.unlock();
        }
        affected.forEach(reply -> EventTranslator.deliver(event, reply));
    }

    /** Called with the lock held. */
    private List<TrackedReply> affected(Event event, long chatId) {
        if (EventTranslator.isCost(event)) {
            return replies.ofJob(EventTranslator.jobOf(event));
        }
        // An event without a chat may concern any reply; each reply matches it by message.
        return chatId == 0 ? replies.all() : replies.of(chatId);
    }

    /** Chats that are not followed are of no use, unless a message is being sent to them, or to a new chat. */
    @Override
    public boolean wants(Topic topic) {
        long chatId = topic.keyNumber();
        if (chatId == 0 || !EventTranslator.isKeyedByChat(topic)) {
            return EventTranslator.isAboutReplies(topic);
        }
        lock.lock();
        try {
            return replies.has(chatId) || pendingSends.mayConcern(chatId);
        } finally {
            lock.unlock();
        }
    }

    /** The reply's job became known: cost events of the job go to the reply from now on. */
    void jobKnown(TrackedReply reply, long jobId) {
        lock.lock();
        try {
            replies.jobKnown(reply, jobId);
        } finally {
            lock.unlock();
        }
    }

    /** The cost of a job, if the channel reported it. */
    @Nullable
    Long cost(long jobId) {
        lock.lock();
        try {
            return pendingSends.cost(jobId);
        } finally {
            lock.unlock();
        }
    }

    private List<TrackedReply> allNow() {
        lock.lock();
        try {
            return replies.all();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onGap() {
        allNow().forEach(TrackedReply::gap);
    }

    @Override
    public void onAvailabilityChange(boolean up) {
        lock.lock();
        try {
            channelUp = up;
        } finally {
            lock.unlock();
        }
        allNow().forEach(reply -> reply.channelUp(up));
    }

    ReplyFetcher fetcher() {
        return fetcher;
    }

    /** Whether a reply that is being followed in the chat has not ended. */
    public boolean isGrowing(long chatId) {
        lock.lock();
        try {
            return replies.of(chatId).stream().anyMatch(reply -> !reply.isOver());
        } finally {
            lock.unlock();
        }
    }

    /** Cancels the reply at Poe, on another thread. */
    public void cancel(long chatId) {
        Runnable task = () -> {
            try {
                requests.cancel(chatId);
            } catch (PoeException failed) {
                log.warn("The reply in chat {} could not be cancelled: {}", chatId, failed.getMessage());
            } finally {
                cancels.end();
            }
        };
        cancels.begin();
        try {
            workers.execute(task);
        } catch (RejectedExecutionException full) {
            // Even when all workers are busy, an abandoned reply must not go on costing points.
            new Thread(task, "poe-cancel").start();
        }
    }

    /** The cancellations that {@link #cancel} started. */
    public InFlightCancels cancels() {
        return cancels;
    }

    ExtrasExpectations expectations() {
        return expectations;
    }

    SiteLimits limits() {
        return limits;
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    /** Whether no reply and no pending send is kept. */
    public boolean isIdle() {
        lock.lock();
        try {
            return replies.size() == 0 && pendingSends.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
