package dev.poemcp.poe.site.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.Fault;
import dev.poemcp.emulator.control.SiteBuild;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.site.config.AccountCredentials;
import dev.poemcp.poe.site.config.SiteConfig;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.session.WebSite;
import dev.poemcp.poe.site.upload.FormEncoding;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BotCacheIT {
    /** The bot's display name is "Haiku Master"; older builds give only that. */
    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void defaultBotWithDisplayNameOnly_findsHandle(SiteBuild build) {
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(build));
                var site = site(poe)) {
            var bots = new BotCache(site);
            var haiku = bots.get("HaikuMaster");
            site.ask(Operation.SET_DEFAULT_BOT, Map.of("botId", haiku.botId()));

            assertEquals("HaikuMaster", bots.defaultHandle());
        }
    }

    @Test
    void handleInOtherCase_findsBot() {
        try (var poe = PoeEmulator.start();
                var site = site(poe)) {
            var bots = new BotCache(site);

            assertEquals("HaikuMaster", bots.get("haikumaster").handle());
            assertEquals("HaikuMaster", bots.get("haikumaster").handle());

            assertEquals(1, poe.requests().count("search"), "the second is cached");
        }
    }

    @Test
    void handleOfNoBot_isNotFoundWhetherSearchedOrNot() {
        try (var poe = PoeEmulator.start();
                var site = site(poe)) {
            var bots = new BotCache(site);
            var missing = new PoeFailure.NotFound(PoeFailure.Subject.BOT, "haikumast");

            assertEquals(
                    missing,
                    assertThrows(PoeException.class, () -> bots.get("haikumast"))
                            .failure());
            poe.faults().on("search", Fault.outdated()).always();
            assertEquals(
                    missing,
                    assertThrows(PoeException.class, () -> bots.get("haikumast"))
                            .failure());
        }
    }

    @Test
    void defaultBot_isCachedUntilChanged() {
        try (var poe = PoeEmulator.start();
                var site = site(poe)) {
            var bots = new BotCache(site);
            var first = bots.defaultHandle();
            int requests = poe.requests().count("accountSettings");
            assertEquals(first, bots.defaultHandle());
            assertEquals(requests, poe.requests().count("accountSettings"));

            var haiku = bots.get("HaikuMaster");
            site.ask(Operation.SET_DEFAULT_BOT, Map.of("botId", haiku.botId()));
            bots.forgetDefault();

            assertEquals("HaikuMaster", bots.defaultHandle());
        }
    }

    @Test
    void missingDefaultBot_returnsInvalidRequest() {
        try (var poe = PoeEmulator.start();
                var site = site(poe)) {
            var bots = new BotCache(site);
            site.ask(Operation.ACCOUNT_SETTINGS, Map.of());
            poe.faults().on("accountSettings", Fault.edited(answer -> {
                answer.withObject("/data/viewer").putNull("defaultBot");
                return answer;
            }));

            var failure = assertThrows(PoeException.class, bots::defaultHandle).failure();

            assertInstanceOf(PoeFailure.InvalidRequest.class, failure);
        }
    }

    private static WebSite site(PoeEmulator poe) {
        var account = poe.account();
        var credentials = new AccountCredentials(
                new Secret(account.pB()), new Secret(account.pLat()), new Secret(account.formkey()));
        return new WebSite(SiteConfig.of(poe.url(), credentials), new FormEncoding(), Clock.systemUTC());
    }
}
