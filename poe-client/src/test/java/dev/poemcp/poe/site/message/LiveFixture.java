package dev.poemcp.poe.site.message;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.poe.Changes;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.Messages;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.Upload;
import dev.poemcp.poe.site.TrustedEmulator;
import dev.poemcp.poe.site.cache.BotCache;
import dev.poemcp.poe.site.cache.ChatCache;
import dev.poemcp.poe.site.config.AccountCredentials;
import dev.poemcp.poe.site.config.SiteConfig;
import dev.poemcp.poe.site.config.SiteLimits;
import dev.poemcp.poe.site.session.WebSite;
import dev.poemcp.poe.site.upload.FormEncoding;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An emulated Poe and a client of it with a realtime channel. */
final class LiveFixture implements AutoCloseable {
    static final Duration MAX_WAIT = Duration.ofSeconds(20);

    /** As short as a loaded machine allows, so that timeouts expire soon. */
    static final SiteLimits SHORT_LIMITS = SiteLimits.DEFAULTS
            .withSilence(Duration.ofMillis(400), Duration.ofMillis(200))
            .withExtras(Duration.ofMillis(400))
            .withFirstBackOff(Duration.ofMillis(50));

    final PoeEmulator poe;
    final Messages messages;
    final Changes changes;
    private final SiteConfig config;
    private final WebSite site;
    private final MessagesAndChanges live;
    private final @Nullable TrustedEmulator trust;
    private final List<WebSite> others = new ArrayList<>();

    LiveFixture() {
        this(EmulatorOptions.defaults(), SiteLimits.DEFAULTS);
    }

    LiveFixture(SiteLimits limits) {
        this(EmulatorOptions.defaults(), limits);
    }

    LiveFixture(EmulatorOptions options, SiteLimits limits) {
        poe = PoeEmulator.start(options);
        trust = poe.url().getScheme().equals("https") ? new TrustedEmulator(poe) : null;
        var account = poe.account();
        var credentials = new AccountCredentials(
                new Secret(account.pB()), new Secret(account.pLat()), new Secret(account.formkey()));
        config = SiteConfig.of(poe.url(), credentials).withLimits(limits);
        site = new WebSite(config, new FormEncoding(), Clock.systemUTC());
        live = new MessagesAndChanges(site, new ChatCache(site), new BotCache(site));
        messages = live.messages();
        changes = live.changes();
    }

    /** A second client of the same account, with empty caches. */
    MessagesAndChanges secondClient() {
        var other = new WebSite(config, new FormEncoding(), Clock.systemUTC());
        others.add(other);
        return new MessagesAndChanges(other, new ChatCache(other), new BotCache(other));
    }

    /** Sends to the bot in a new chat. */
    LiveReply send(String bot, String text) {
        return messages.send(new NewMessage(text, bot, null, List.of()));
    }

    LiveReply send(@Nullable ChatRef chat, @Nullable String bot, String text, Upload... files) {
        return messages.send(new NewMessage(text, bot, chat, List.of(files)));
    }

    /** Sends, waits for the end, and closes the reply. */
    Reply ask(String bot, String text) {
        return end(send(bot, text));
    }

    static Reply end(LiveReply reply) {
        try (reply) {
            return reply.await(MAX_WAIT, update -> {});
        }
    }

    /** Whether no reply is kept. */
    boolean isIdle() {
        return live.isIdle();
    }

    void closeClient() {
        live.close();
        site.close();
        others.forEach(WebSite::close);
    }

    @Override
    public void close() {
        closeClient();
        poe.close();
        if (trust != null) {
            trust.close();
        }
    }
}
