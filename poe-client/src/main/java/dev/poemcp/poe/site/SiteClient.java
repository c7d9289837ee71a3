package dev.poemcp.poe.site;

import dev.poemcp.poe.Account;
import dev.poemcp.poe.AccountClient;
import dev.poemcp.poe.Bots;
import dev.poemcp.poe.Changes;
import dev.poemcp.poe.Chats;
import dev.poemcp.poe.Messages;
import dev.poemcp.poe.People;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.Points;
import dev.poemcp.poe.site.cache.BotCache;
import dev.poemcp.poe.site.cache.ChatCache;
import dev.poemcp.poe.site.config.SiteConfig;
import dev.poemcp.poe.site.message.MessagesAndChanges;
import dev.poemcp.poe.site.session.WebSite;
import dev.poemcp.poe.site.upload.FormEncoding;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An {@link AccountClient} on the site's private protocol. Creating it uses neither network nor files. */
public final class SiteClient implements AccountClient {
    private static final Logger log = LoggerFactory.getLogger(SiteClient.class);

    private final AtomicBoolean prepared = new AtomicBoolean();
    private final WebSite site;
    private final MessagesAndChanges realtime;
    private final Chats chats;
    private final Bots bots;
    private final People people;
    private final Account account;
    private final Points points;

    public SiteClient(SiteConfig config) {
        this(config, Clock.systemUTC());
    }

    SiteClient(SiteConfig config, Clock clock) {
        this(new WebSite(config, new FormEncoding(), clock));
    }

    /** @param site closed with this object */
    public SiteClient(WebSite site) {
        this.site = site;
        var botCache = new BotCache(site);
        var chatCache = new ChatCache(site);
        this.realtime = new MessagesAndChanges(site, chatCache, botCache);
        this.chats = new SiteChats(site, chatCache);
        this.bots = new SiteBots(site, botCache);
        this.people = new SitePeople(site);
        this.account = new SiteAccount(site, botCache, realtime.pointLimit());
        this.points = new SitePoints(site);
    }

    @Override
    public void prepare() {
        if (!prepared.compareAndSet(false, true)) {
            return;
        }
        try {
            site.prepare();
            realtime.prepare();
        } catch (PoeException failed) {
            log.debug("Nothing was prepared: {}", failed.getMessage());
        }
    }

    @Override
    public Messages messages() {
        return realtime.messages();
    }

    @Override
    public Chats chats() {
        return chats;
    }

    @Override
    public Bots bots() {
        return bots;
    }

    @Override
    public People people() {
        return people;
    }

    @Override
    public Account account() {
        return account;
    }

    @Override
    public Points points() {
        return points;
    }

    @Override
    public Changes changes() {
        return realtime.changes();
    }

    @Override
    public void close() {
        realtime.close();
        site.close();
    }
}
