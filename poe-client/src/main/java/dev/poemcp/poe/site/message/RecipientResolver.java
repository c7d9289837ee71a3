package dev.poemcp.poe.site.message;

import dev.poemcp.poe.Bot;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.cache.BotCache;
import dev.poemcp.poe.site.cache.ChatCache;
import dev.poemcp.poe.site.channel.ChannelListener;
import dev.poemcp.poe.site.channel.Event;
import dev.poemcp.poe.site.channel.Topic;
import dev.poemcp.poe.site.json.MessageNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Determines which bot receives a message. Caches the bot of a chat for a while, until the channel reports that it was
 * changed or that events were lost.
 */
final class RecipientResolver implements ChannelListener {
    private static final Logger log = LoggerFactory.getLogger(RecipientResolver.class);
    private static final int MAX_CHATS = 2000;

    private final ChatCache chats;
    private final BotCache bots;
    private final InstantSource clock;
    private final Duration lifetime;
    private final Map<Long, CachedBot> botOfChat = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, CachedBot> eldest) {
            return size() > MAX_CHATS;
        }
    };

    private record CachedBot(String bot, Instant until) {}

    /** @param lifetime of cache entries: without events from the channel, changes are not reported */
    RecipientResolver(ChatCache chats, BotCache bots, InstantSource clock, Duration lifetime) {
        this.chats = chats;
        this.bots = bots;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    Recipient resolve(NewMessage message) {
        ChatRef chat = message.chat();
        String requested = message.bot();
        if (chat == null) {
            return recipient(requested == null ? bots.defaultHandle() : requested, null);
        }
        long chatId = chats.chatId(chat);
        return recipient(requested == null ? botOf(chat, chatId) : requested, new ChatRef.ById(chatId));
    }

    /** The bot that replies in the chat of this page. */
    String botOf(ChatCache.ChatMessages page) {
        String bot = ownBotOf(page);
        return bot == null ? bots.defaultHandle() : bot;
    }

    /** Null if the chat has no bot of its own. */
    private static @Nullable String ownBotOf(ChatCache.ChatMessages page) {
        String bot = page.chat().bot();
        for (int i = page.messages().size() - 1; bot == null && i >= 0; i--) {
            MessageNode message = page.messages().get(i);
            bot = message.fromBot() ? message.botHandle() : null;
        }
        return bot;
    }

    private String botOf(ChatRef chat, long chatId) {
        String known = cached(chatId);
        if (known != null) {
            return known;
        }
        String own = ownBotOf(chats.newest(chat));
        if (own == null) {
            return bots.defaultHandle();
        }
        remember(chatId, own);
        return own;
    }

    private synchronized @Nullable String cached(long chatId) {
        CachedBot found = botOfChat.get(chatId);
        return found != null && clock.instant().isBefore(found.until()) ? found.bot() : null;
    }

    /** Caches the chat's own bot: the chat was opened with it, or the site reported it. */
    synchronized void remember(long chatId, String bot) {
        botOfChat.put(chatId, new CachedBot(bot, clock.instant().plus(lifetime)));
    }

    @Override
    public void onEvent(Event event) {
        switch (event.subscription()) {
            case "defaultBotOfChatChanged" -> forget(event.keyNumber());
            // It does not say what changed; one more query is cheaper than a message to the wrong bot.
            case "viewerStateUpdated" -> bots.forgetDefault();
            default -> {
                // Other events do not change a bot.
            }
        }
    }

    @Override
    public boolean wants(Topic topic) {
        return topic.subscription().equals("defaultBotOfChatChanged")
                || topic.subscription().equals("viewerStateUpdated");
    }

    @Override
    public void onGap() {
        forget(0);
        bots.forgetDefault();
    }

    @Override
    public void onAvailabilityChange(boolean up) {
        // Events from a time without a socket are replayed, or reported as a gap.
    }

    /** @param chatId 0 for all */
    private synchronized void forget(long chatId) {
        if (chatId == 0) {
            botOfChat.clear();
        } else {
            botOfChat.remove(chatId);
        }
    }

    /**
     * The bot under Poe's own spelling of its handle, and Poe's price.
     *
     * @throws PoeException if there is no such bot
     */
    Recipient recipient(String handle, ChatRef.@Nullable ById chat) {
        try {
            Bot bot = bots.get(handle);
            return new Recipient(bot.handle(), chat, bot.pointsPerMessage());
        } catch (PoeException failed) {
            // An outdated bot query must not prevent messages; only the price stays unknown.
            boolean outdated = failed.failure() instanceof PoeFailure.QueryOutdated
                    || failed.failure() instanceof PoeFailure.UnexpectedResponse;
            if (!outdated) {
                throw failed;
            }
            log.debug("The price of {} could not be read: {}", handle, failed.getMessage());
            return new Recipient(handle, chat, null);
        }
    }
}
