package dev.poemcp.poe.site.message;

import dev.poemcp.poe.Changes;
import dev.poemcp.poe.Messages;
import dev.poemcp.poe.site.cache.BotCache;
import dev.poemcp.poe.site.cache.ChatCache;
import dev.poemcp.poe.site.channel.ChannelListener;
import dev.poemcp.poe.site.channel.Event;
import dev.poemcp.poe.site.channel.RealtimeChannel;
import dev.poemcp.poe.site.channel.Topic;
import dev.poemcp.poe.site.reply.ReplyTracker;
import dev.poemcp.poe.site.session.Site;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The parts of an account that use the realtime channel: messages and changes. The constructor makes no request; the
 * first message or listener opens the channel.
 */
public final class MessagesAndChanges implements AutoCloseable {
    private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(1);

    private final RealtimeChannel channel;
    private final ReplyTracker tracker;
    private final Messages messages;
    private final Changes changes;
    private final PointLimitCache pointLimit;

    public MessagesAndChanges(Site site, ChatCache chats, BotCache bots) {
        ListenerList listenerList = new ListenerList();
        SiteReplyRequests requests = new SiteReplyRequests(site, chats);
        this.tracker = new ReplyTracker(requests, site.workers(), site.limits());
        this.channel = new RealtimeChannel(site, listenerList);
        this.pointLimit = new PointLimitCache(site.clock(), site.limits().botFacts());
        ChangeFeed feed = new ChangeFeed(channel, site.workers(), pointLimit);
        RecipientResolver recipients =
                new RecipientResolver(chats, bots, site.clock(), site.limits().botFacts());
        listenerList.listeners.addAll(List.of(tracker, recipients, feed));
        this.changes = feed;
        this.messages = new SiteMessages(site, chats, recipients, requests, tracker, channel);
    }

    /** Opens the channel ahead of the first message; see {@link RealtimeChannel#prepare}. */
    public void prepare() {
        channel.prepare();
    }

    public Messages messages() {
        return messages;
    }

    public Changes changes() {
        return changes;
    }

    /** The account's own limit per message, if known. */
    public PointLimitCache pointLimit() {
        return pointLimit;
    }

    /** Whether no reply and no pending send is kept. */
    boolean isIdle() {
        return tracker.isIdle();
    }

    /** Closes the socket, after a short wait for running cancellations. */
    @Override
    public void close() {
        try {
            tracker.cancels().await(CANCEL_TIMEOUT);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        channel.close();
    }

    /** Passes the channel's events to several listeners. */
    private static final class ListenerList implements ChannelListener {
        private final List<ChannelListener> listeners = new CopyOnWriteArrayList<>();

        @Override
        public void onEvent(Event event) {
            listeners.forEach(listener -> listener.onEvent(event));
        }

        @Override
        public boolean wants(Topic topic) {
            for (ChannelListener listener : listeners) {
                if (listener.wants(topic)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void onGap() {
            listeners.forEach(ChannelListener::onGap);
        }

        @Override
        public void onAvailabilityChange(boolean up) {
            listeners.forEach(listener -> listener.onAvailabilityChange(up));
        }
    }
}
