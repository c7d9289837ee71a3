package dev.poemcp.poe.site.message;

import dev.poemcp.poe.Changes;
import dev.poemcp.poe.Messages;
import dev.poemcp.poe.site.cache.BotFacts;
import dev.poemcp.poe.site.cache.ChatDirectory;
import dev.poemcp.poe.site.channel.ChannelListener;
import dev.poemcp.poe.site.channel.Event;
import dev.poemcp.poe.site.channel.RealtimeChannel;
import dev.poemcp.poe.site.reply.ReplyTracker;
import dev.poemcp.poe.site.session.Site;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What of an account is live: its conversations and its news, over one realtime channel. Making it touches no network;
 * the channel is opened by the first message or listener.
 */
public final class RealtimeAccount implements AutoCloseable {
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final RealtimeChannel channel;
    private final ReplyTracker desk;
    private final Messages messages;
    private final Changes changes;
    private final PointLimitCache pointLimit;

    public RealtimeAccount(Site site, ChatDirectory chats, BotFacts bots) {
        Ears ears = new Ears();
        SiteReplyQueries questions = new SiteReplyQueries(site, chats);
        this.desk = new ReplyTracker(questions, site.workers(), site.limits());
        this.channel = new RealtimeChannel(site, ears);
        this.pointLimit = new PointLimitCache(site.clock(), site.limits().botFacts());
        ChangeFeed feed = new ChangeFeed(channel, site.workers(), pointLimit);
        RecipientResolver addresses =
                new RecipientResolver(chats, bots, site.clock(), site.limits().botFacts());
        ears.listeners.addAll(List.of(desk, addresses, feed));
        this.changes = feed;
        this.messages = new SiteMessages(site, chats, addresses, questions, desk, channel);
    }

    public Messages messages() {
        return messages;
    }

    public Changes changes() {
        return changes;
    }

    /** What is known of the account's own limit per message. */
    public PointLimitCache pointLimit() {
        return pointLimit;
    }

    /** Whether nothing is kept of any answer or message. */
    boolean isIdle() {
        return desk.isIdle();
    }

    /** Lets go of the socket, after a moment for what is being stopped at Poe. */
    @Override
    public void close() {
        try {
            desk.stopping().await(LAST_WORDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        channel.close();
    }

    /** All who hear the channel. */
    private static final class Ears implements ChannelListener {
        private final List<ChannelListener> listeners = new CopyOnWriteArrayList<>();

        @Override
        public void onEvent(Event event) {
            listeners.forEach(listener -> listener.onEvent(event));
        }

        @Override
        public void onGap() {
            listeners.forEach(ChannelListener::onGap);
        }

        @Override
        public void onLine(boolean up) {
            listeners.forEach(listener -> listener.onLine(up));
        }
    }
}
