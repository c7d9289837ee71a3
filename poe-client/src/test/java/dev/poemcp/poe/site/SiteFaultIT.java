package dev.poemcp.poe.site;

import static dev.poemcp.poe.site.EmulatedPoe.failureOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.EmulatorOptions.DeadSession;
import dev.poemcp.emulator.control.EmulatorOptions.UnknownHash;
import dev.poemcp.emulator.control.Fault;
import dev.poemcp.emulator.control.SiteBuild;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.config.AccountCredentials;
import dev.poemcp.poe.site.config.SiteConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults of the site and the failures they cause. */
class SiteFaultIT {
    @TempDir
    Path folder;

    /** Faults of a read, with the resulting failure and number of requests. */
    private enum ReadFault {
        THROTTLED(PoeFailure.RateLimited.class, 1),
        BROKEN(PoeFailure.Unavailable.class, 3),
        CUT(PoeFailure.Network.class, 3),
        HTML(PoeFailure.UnexpectedResponse.class, 1),
        CHALLENGE(PoeFailure.Blocked.class, 1),
        LOGIN(PoeFailure.AuthExpired.class, 1),
        EMPTY(PoeFailure.UnexpectedResponse.class, 1),
        TRUNCATED(PoeFailure.UnexpectedResponse.class, 1),
        SILENCE(PoeFailure.TimedOut.class, 1);

        private final Class<? extends PoeFailure> failure;
        private final int requests;

        ReadFault(Class<? extends PoeFailure> failure, int requests) {
            this.failure = failure;
            this.requests = requests;
        }

        Fault fault() {
            return switch (this) {
                case THROTTLED -> Fault.rateLimited(Duration.ofSeconds(7));
                case BROKEN -> Fault.status(500);
                case CUT -> Fault.cutBefore();
                case HTML -> Fault.html();
                case CHALLENGE -> Fault.challenge();
                case LOGIN -> Fault.loginRedirect();
                case EMPTY -> Fault.emptyBody();
                case TRUNCATED -> Fault.truncated();
                case SILENCE -> Fault.silence();
            };
        }
    }

    @ParameterizedTest
    @EnumSource(ReadFault.class)
    void faultyRead_returnsFailureAfterBoundedRepeats(ReadFault kind) {
        try (var poe = PoeEmulator.start();
                var client = new SiteClient(EmulatedPoe.config(poe, true)
                        .withLimits(EmulatedPoe.HURRIED.withAnswer(Duration.ofSeconds(2))))) {
            client.account().settings();
            poe.faults().on("userInfo", kind.fault()).always();

            var failure = failureOf(() -> client.people().get("someone"));

            assertInstanceOf(kind.failure, failure);
            assertEquals(kind.requests, poe.requests().count("userInfo"));
            assertEquals(Spend.NONE, failure.spend());
        }
    }

    @Test
    void readAfterTransientFaults_succeeds() {
        try (var site = new EmulatedPoe()) {
            site.poe.bot("Haiku").says("x");
            site.client.account().settings();
            site.poe.faults().on("botInfo", Fault.status(502));
            site.poe.faults().on("botInfo", Fault.cutAfter());

            assertEquals("Haiku", site.client.bots().get("Haiku").handle());

            assertEquals(3, site.poe.requests().count("botInfo"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ReadFault.class,
            names = {"BROKEN", "CUT", "TRUNCATED", "EMPTY", "HTML"})
    void faultyCreation_isSentOnce(ReadFault kind) {
        try (var site = new EmulatedPoe()) {
            var chat = site.client.chats().history(1, null).items().get(0);
            site.poe.faults().on("clearContext", kind.fault()).always();

            var failure = failureOf(() -> site.client.chats().clearContext(chat.ref()));

            assertInstanceOf(kind.failure, failure);
            assertEquals(1, site.poe.requests().count("clearContext"));
        }
    }

    @Test
    void mutationWithErrorStatus_returnsStatusAndText() {
        try (var site = new EmulatedPoe()) {
            var chat = site.client.chats().history(1, null).items().get(0);
            site.poe.faults().on("setTitle", Fault.mutationStatus("title_too_rude", "Please mind your language."));

            var failure = failureOf(() -> site.client.chats().setTitle(chat.ref(), "x"));

            var refused = assertInstanceOf(PoeFailure.MessageFailed.class, failure);
            assertEquals("title_too_rude", refused.state());
            assertEquals("Please mind your language.", refused.text());
        }
    }

    @Test
    void nullEntity_returnsUnexpectedResponse() {
        try (var site = new EmulatedPoe()) {
            var chat = site.client.chats().history(1, null).items().get(0);
            for (var operation : List.of("setTitle", "setContextOptimization", "clearContext", "deleteChat")) {
                site.poe.faults().on(operation, Fault.nullEntity());
            }
            var chats = site.client.chats();

            for (var failure : List.of(
                    failureOf(() -> chats.setTitle(chat.ref(), "x")),
                    failureOf(() -> chats.setContextOptimization(chat.ref(), true)),
                    failureOf(() -> chats.clearContext(chat.ref())),
                    failureOf(() -> chats.delete(chat.ref())))) {
                assertInstanceOf(PoeFailure.UnexpectedResponse.class, failure);
            }
        }
    }

    @Test
    void dataBesideErrors_isUsed() {
        try (var site = new EmulatedPoe()) {
            site.client.account().settings();
            site.poe.faults().on("accountSettings", Fault.partial("Something else"));

            assertTrue(site.client.account().settings().userId() > 0);
        }
    }

    @ParameterizedTest
    @EnumSource(DeadSession.class)
    void deadSession_returnsAuthExpired(DeadSession kind) {
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withDeadSession(kind));
                var client = new SiteClient(EmulatedPoe.config(poe, true).withLimits(EmulatedPoe.HURRIED));
                var otherClient = new SiteClient(
                        SiteConfig.of(poe.url(), new AccountCredentials(new Secret("wrong%3D%3D"), null, null)))) {
            client.account().settings();
            poe.endSession();

            assertInstanceOf(
                    PoeFailure.AuthExpired.class,
                    failureOf(() -> client.account().settings()));
            assertInstanceOf(
                    PoeFailure.AuthExpired.class,
                    failureOf(() -> otherClient.account().settings()));
        }
    }

    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void rotatedFormkey_isNegotiatedAndSafeRequestRepeated(SiteBuild build) {
        try (var site = new EmulatedPoe(build)) {
            var chat = site.client.chats().history(1, null).items().get(0);
            site.client.chats().setTitle(chat.ref(), "one");
            site.poe.requests().clear();
            site.poe.rotateFormkey();

            site.client.chats().setTitle(chat.ref(), "two");

            assertEquals(2, site.poe.requests().count("setTitle"));
            assertEquals("two", site.client.chats().get(chat.ref()).title());
        }
    }

    @Test
    void rotatedFormkey_creationIsNotRepeatedAndNextCallSucceeds() {
        try (var site = new EmulatedPoe()) {
            var chat = site.client.chats().history(1, null).items().get(0);
            site.client.chats().clearContext(chat.ref());
            site.poe.rotateFormkey();

            var refused = failureOf(() -> site.client.chats().clearContext(chat.ref()));
            site.client.chats().clearContext(chat.ref());

            assertEquals(Spend.POSSIBLE, refused.spend());
            assertEquals(2, site.poe.requests().executions("clearContext"));
        }
    }

    @Test
    void requestRefusedWithValidKey_isRepeatedOnce() {
        try (var site = new EmulatedPoe()) {
            var chat = site.client.chats().history(1, null).items().get(0);
            site.poe.faults().on("setTitle", Fault.status(400)).always();

            var failure = failureOf(() -> site.client.chats().setTitle(chat.ref(), "x"));

            assertInstanceOf(PoeFailure.UnexpectedResponse.class, failure);
            assertEquals(2, site.poe.requests().count("setTitle"));
        }
    }

    @Test
    void blockedPage_differsFromMissingKey() {
        try (var poe = PoeEmulator.start();
                var client = new SiteClient(EmulatedPoe.config(poe, false).withLimits(EmulatedPoe.HURRIED))) {
            poe.faults().on("home", Fault.challenge());
            var challenged = failureOf(() -> client.account().settings());
            poe.faults().on("home", KEYLESS_PAGE);
            var keyless = failureOf(() -> client.account().settings());

            assertInstanceOf(PoeFailure.Blocked.class, challenged);
            assertTrue(challenged.what().contains("Cloudflare"), challenged.what());
            assertInstanceOf(PoeFailure.FormkeyUnavailable.class, keyless);
        }
    }

    private static final Fault KEYLESS_PAGE = Fault.status(200, Map.of("Content-Type", "text/html"), "<html></html>");

    @Test
    void failedFormkeySearch_isRememberedForAMinute() {
        var clock = new SettableClock();
        try (var poe = PoeEmulator.start();
                var client = new SiteClient(EmulatedPoe.config(poe, false).withLimits(EmulatedPoe.HURRIED), clock)) {
            poe.faults().on("home", KEYLESS_PAGE);

            var first = failureOf(() -> client.account().settings());
            var second = failureOf(() -> client.account().settings());
            int pages = poe.requests().count("home");
            clock.advance(Duration.ofSeconds(61));

            assertEquals(first, second);
            assertEquals(1, pages, "the page was read again right after a failed search");
            assertTrue(client.account().settings().userId() > 0);
        }
    }

    @Test
    void configuredFormkey_worksWithoutPage() {
        try (var site = new EmulatedPoe()) {
            site.poe.faults().on("home", Fault.challenge()).always();

            // Without the page the revision is unknown, which the newest build requires.
            assertInstanceOf(
                    PoeFailure.Blocked.class,
                    failureOf(() -> site.client.account().settings()));
        }
        try (var site = new EmulatedPoe(SiteBuild.JULY_2025)) {
            site.poe.faults().on("home", Fault.challenge()).always();

            assertTrue(site.client.account().settings().userId() > 0);
        }
    }

    @ParameterizedTest
    @EnumSource(UnknownHash.class)
    void outdatedRead_triesOtherQueriesAndNamesFirst(UnknownHash kind) {
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withUnknownHash(kind));
                var client = new SiteClient(EmulatedPoe.config(poe, true).withLimits(EmulatedPoe.HURRIED))) {
            poe.bot("Haiku").says("x");
            client.account().settings();
            poe.faults().on("botInfo", Fault.outdated()).always();

            var failure = failureOf(() -> client.bots().get("Haiku"));

            var outdated = assertInstanceOf(PoeFailure.QueryOutdated.class, failure);
            assertEquals("HandleBotLandingPageQuery", outdated.operation());
            assertTrue(outdated.hash().startsWith("0df006a8"), outdated.hash());
        }
    }

    @Test
    void serverErrorOnCreation_triesNoOtherQuery() {
        try (var site = new EmulatedPoe()) {
            var chat = site.client.chats().history(1, null).items().get(0);
            site.poe
                    .faults()
                    .on("clearContext", Fault.graphQlError("Server Error"))
                    .always();

            var failure = failureOf(() -> site.client.chats().clearContext(chat.ref()));

            assertInstanceOf(PoeFailure.QueryOutdated.class, failure);
            assertEquals(
                    1,
                    site.poe.requests().all().stream()
                            .filter(request -> request.bodyText().contains("hatBreak"))
                            .count());
        }
    }

    @Test
    void userProfile_overridesQuery() throws Exception {
        var hash = "f".repeat(64);
        var file = Files.writeString(
                folder.resolve("profile.json"),
                "{\"queries\":{\"HandleProfilePageQuery\":{\"hash\":\"" + hash + "\"}}}");
        try (var poe = PoeEmulator.start();
                var client = new SiteClient(EmulatedPoe.config(poe, true).withProfileOverride(file))) {

            var failure = failureOf(() -> client.people().get("someone"));

            assertEquals(new PoeFailure.QueryOutdated("HandleProfilePageQuery", hash), failure);
        }
    }

    @Test
    void brokenProfile_returnsNotConfiguredOnFirstRequest() throws Exception {
        var file = Files.writeString(folder.resolve("profile.json"), "{");
        try (var poe = PoeEmulator.start();
                var client = new SiteClient(EmulatedPoe.config(poe, true).withProfileOverride(file))) {

            var failure = failureOf(() -> client.account().settings());

            assertEquals(
                    "POE_SITE_PROFILE",
                    assertInstanceOf(PoeFailure.NotConfigured.class, failure).setting());
        }
    }

    @Test
    void missingCookies_everyRequestNamesSetting() {
        try (var client = new SiteClient(SiteConfig.of(SiteConfig.POE, null))) {
            for (var failure : List.of(
                    failureOf(() -> client.account().settings()),
                    failureOf(() -> client.chats().get(new ChatRef.ById(1))),
                    failureOf(() -> client.bots().categories()))) {
                assertEquals(
                        "POE_P_B",
                        assertInstanceOf(PoeFailure.NotConfigured.class, failure)
                                .setting());
            }
        }
    }

    @Test
    void invalidCookie_isNotQuoted() {
        var bad = new AccountCredentials(new Secret("secret\ncookie"), null, null);
        try (var client = new SiteClient(SiteConfig.of(SiteConfig.POE, bad))) {

            var failure = failureOf(() -> client.account().settings());

            assertInstanceOf(PoeFailure.NotConfigured.class, failure);
            assertFalse(failure.what().contains("secret"), failure.what());
        }
    }

    @Test
    void fiftyConcurrentFirstRequests_negotiateOnce() {
        var pool = Executors.newFixedThreadPool(50);
        try (var site = new EmulatedPoe()) {
            var results = IntStream.range(0, 50)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> site.client.account().settings(), pool))
                    .toList();

            results.forEach(CompletableFuture::join);

            assertEquals(1, site.poe.requests().count("home"));
            // One is refused without the page's revision, one succeeds; the others wait for it.
            assertTrue(site.poe.requests().count("accountSettings") >= 51);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void interrupt_cancelsRequest() {
        try (var site = new EmulatedPoe()) {
            site.client.account().settings();
            site.poe.faults().on("userInfo", Fault.silence());
            Thread.currentThread().interrupt();

            var failure = failureOf(() -> site.client.people().get("someone"));

            assertTrue(Thread.interrupted(), "the flag is set again");
            assertInstanceOf(PoeFailure.Cancelled.class, failure);
        }
    }

    @Test
    void purgeThatLeavesChats_returnsFailure() {
        try (var site = new EmulatedPoe()) {
            site.client.account().settings();
            site.poe.faults().on("purge", Fault.status(200, Map.of(), "{\"data\":{\"deleteUserMessages\":{}}}"));

            assertInstanceOf(
                    PoeFailure.UnexpectedResponse.class,
                    failureOf(() -> site.client.account().purgeAllChats()));
        }
    }

    @Test
    void unknownPrice_isNull() {
        try (var site = new EmulatedPoe()) {
            site.poe.bot("Pricey").costs(500);
            site.poe.faults().on("botInfo", Fault.edited(answer -> {
                answer.withObject("/data/bot").remove(List.of("messagePointLimit", "botPricing"));
                return answer;
            }));

            assertNull(site.client.bots().get("Pricey").pointsPerMessage());
        }
    }

    @Test
    void rateLimit_passesOnRetryAfter() {
        try (var site = new EmulatedPoe()) {
            site.client.account().settings();
            site.poe.faults().on("userInfo", Fault.rateLimited(Duration.ofSeconds(7)));

            var failure = failureOf(() -> site.client.people().get("someone"));

            assertEquals(Optional.of(Duration.ofSeconds(7)), failure.retryAfter());
            assertTrue(failure.repeatable());
        }
    }
}
