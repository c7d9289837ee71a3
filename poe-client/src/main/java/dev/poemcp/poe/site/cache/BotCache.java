package dev.poemcp.poe.site.cache;

import com.github.benmanes.caffeine.cache.Cache;
import dev.poemcp.poe.AccountSettings.DefaultBot;
import dev.poemcp.poe.Bot;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.graphql.ResponseClassifier;
import dev.poemcp.poe.site.json.AccountSettingsReader;
import dev.poemcp.poe.site.json.BotReader;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.session.Site;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads bots from the site and caches them. Source: docs/poe-protocol.md §6.1, §6.9. */
public final class BotCache {
    private static final int MAX_BOTS = 1000;
    private static final String DEFAULT = "default";

    private final Site site;
    private final Cache<String, Bot> byHandle;
    private final Cache<String, String> defaultHandle;

    public BotCache(Site site) {
        this.site = site;
        this.byHandle = FactCache.create(site.clock(), site.limits().botFacts(), MAX_BOTS);
        this.defaultHandle = FactCache.create(site.clock(), site.limits().botFacts(), 1);
    }

    /**
     * Returns the cached bot or reads it from the site. No source says whether the site minds the case of a handle, so
     * a missing bot is looked for in a search.
     *
     * @throws PoeException {@link PoeFailure.NotFound}; a missing bot is not cached
     */
    public Bot get(String handle) {
        var cached = byHandle.getIfPresent(handle);
        if (cached != null) {
            return cached;
        }
        Bot bot;
        try {
            bot = read(handle);
        } catch (PoeException missing) {
            if (!(missing.failure() instanceof PoeFailure.NotFound)) {
                throw missing;
            }
            bot = read(inOtherCase(handle, missing));
        }
        byHandle.put(handle, bot);
        return bot;
    }

    private Bot read(String handle) {
        return site.ask(Operation.BOT_INFO, Map.of("botHandle", handle), data -> BotReader.ofHandle(data, handle));
    }

    /** @throws PoeException {@code missing} if no bot has this handle in another case, or the search fails */
    private String inOtherCase(String handle, PoeException missing) {
        try {
            return search(handle)
                    .map(Bot::handle)
                    .filter(found -> found.equalsIgnoreCase(handle) && !found.equals(handle))
                    .findFirst()
                    .orElseThrow(() -> missing);
        } catch (PoeException failed) {
            if (failed != missing) {
                missing.addSuppressed(failed);
            }
            throw missing;
        }
    }

    /** Handle of the account's default bot, cached in the same way. */
    public String defaultHandle() {
        var cached = defaultHandle.getIfPresent(DEFAULT);
        if (cached != null) {
            return cached;
        }
        var settings = site.ask(Operation.ACCOUNT_SETTINGS, Map.of(), AccountSettingsReader::read)
                .orElseThrow(() -> new PoeException(new PoeFailure.AuthExpired(ResponseClassifier.SIGNED_OUT)));
        var bot = settings.defaultBot();
        if (bot == null) {
            throw new PoeException(new PoeFailure.InvalidRequest(
                    "The account has no default bot, so the bot that shall answer must be named."));
        }
        var handle = handleOf(bot);
        defaultHandle.put(DEFAULT, handle);
        return handle;
    }

    /** Older builds give only the display name, which is usually, but not always, the handle. */
    private String handleOf(DefaultBot bot) {
        var handle = bot.handle();
        if (handle != null) {
            return handle;
        }
        var name = bot.displayName();
        return Optional.ofNullable(name)
                .flatMap(displayName ->
                        handleByName(displayName, bot.botId()).or(() -> handleBySearch(displayName, bot.botId())))
                .orElseThrow(
                        () -> new PoeException(new PoeFailure.InvalidRequest("The handle of the account's default bot"
                                + (name == null ? "" : " \"" + name + "\"")
                                + " cannot be found out, so the bot that shall answer must be named.")));
    }

    private Optional<String> handleByName(String name, long botId) {
        try {
            return Optional.of(get(name)).filter(bot -> bot.number() == botId).map(Bot::handle);
        } catch (PoeException failed) {
            if (failed.failure() instanceof PoeFailure.NotFound) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    private Optional<String> handleBySearch(String name, long botId) {
        return search(name).filter(bot -> bot.number() == botId).findFirst().map(Bot::handle);
    }

    private Stream<Bot> search(String words) {
        Map<String, ?> values = Map.of("query", words, "entityType", "bot", "count", 50);
        return site.ask(Operation.SEARCH, values, BotReader::found).stream().flatMap(found -> found.items().stream());
    }

    /** Drops the cached default bot, after it was changed here or elsewhere. */
    public void forgetDefault() {
        defaultHandle.invalidateAll();
    }
}
