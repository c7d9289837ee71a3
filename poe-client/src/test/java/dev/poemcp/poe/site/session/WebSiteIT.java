package dev.poemcp.poe.site.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.Fault;
import dev.poemcp.emulator.control.LoggedRequest;
import dev.poemcp.emulator.control.SiteBuild;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.TextUpload;
import dev.poemcp.poe.site.config.AccountCredentials;
import dev.poemcp.poe.site.config.SiteConfig;
import dev.poemcp.poe.site.config.SiteLimits;
import dev.poemcp.poe.site.graphql.NotCarriedOutException;
import dev.poemcp.poe.site.json.SendResponse;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.upload.FormEncoding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WebSiteIT {
    private static final String SALT = "4LxgHM6KpFqokX0Ox";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void signature_coversSentBytes(SiteBuild build) throws Exception {
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(build));
                var site = site(poe, null)) {
            site.ask(Operation.SEARCH, Map.of("query", "Café-✓ \u2028 / \"x\"", "entityType", "bot", "count", 3));

            var request = last(poe, "search");
            var digest = MessageDigest.getInstance("MD5");
            digest.update(request.body());
            digest.update((poe.account().formkey() + SALT).getBytes(StandardCharsets.UTF_8));
            var hex = HexFormat.of().formatHex(digest.digest()).toCharArray();
            if (build == SiteBuild.AUGUST_2026 || build == SiteBuild.SEPTEMBER_2026) {
                char kept = hex[20];
                hex[20] = hex[24];
                hex[24] = kept;
            }
            assertEquals(Optional.of(new String(hex)), request.header("poe-tag-id"));
            assertEquals(Optional.of("application/json"), request.header("content-type"));
            assertEquals(Optional.of(poe.url().toString()), request.header("origin"));
            assertTrue(request.bodyText().contains("Café-✓"), "raw UTF-8, as a browser writes it");
            assertFalse(request.bodyText().contains("cursor"), "an absent cursor is omitted");
        }
    }

    @Test
    void knownChannel_isSentWithEveryRequest() {
        try (var poe = PoeEmulator.start();
                var site = site(poe, null)) {
            site.ask(Operation.CATEGORIES, Map.of("categoryName", "defaultCategory"));
            var before = last(poe, "categories").header("poe-tchannel");
            var channel = channel(site);

            site.useChannel(channel);
            site.ask(Operation.CATEGORIES, Map.of("categoryName", "defaultCategory"));

            assertEquals(Optional.empty(), before);
            assertEquals(Optional.of(channel), last(poe, "categories").header("poe-tchannel"));
        }
    }

    @Test
    void endedChannel_isNotTreatedAsWrongKey() {
        try (var poe = PoeEmulator.start();
                var site = site(poe, null)) {
            site.useChannel("no-such-channel");

            var failure = assertThrows(
                            PoeException.class,
                            () -> site.ask(Operation.CATEGORIES, Map.of("categoryName", "defaultCategory")))
                    .failure();

            assertInstanceOf(PoeFailure.UnexpectedResponse.class, failure);
            assertEquals(1, poe.requests().count("home"), "no new negotiation");
        }
    }

    @Test
    void channel_isReadFromSettings() {
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.MARCH_2025));
                var site = site(poe, null)) {
            var fresh = channel(site);
            var kept = site.channelSettings(fresh, data -> data.path("channel").asText());

            assertEquals(fresh, kept);
            assertEquals(2, poe.requests().count("channelSettings"));
        }
    }

    @Test
    void settingsWithoutChannel_readsHomePage() {
        try (var poe = PoeEmulator.start();
                var site = site(poe, null)) {
            for (var fault : List.of(Fault.status(404), Fault.html(), Fault.status(200, Map.of(), "{}"))) {
                poe.faults().on("channelSettings", fault);

                boolean isText =
                        site.channelSettings(null, data -> data.path("channel").isTextual());

                assertTrue(isText);
            }
        }
    }

    @Test
    void noChannelAnywhere_returnsFirstFailure() {
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.MARCH_2025));
                var site = site(poe, null)) {
            poe.faults().on("channelSettings", Fault.status(500)).always();

            var failure = assertThrows(PoeException.class, () -> channel(site)).failure();

            assertInstanceOf(PoeFailure.Unavailable.class, failure);
            assertEquals(3, poe.requests().count("channelSettings"));
        }
    }

    @Test
    void unicodeText_isWrittenLikeBrowser() {
        try (var poe = PoeEmulator.start();
                var site = site(poe, null)) {
            site.ask(Operation.SEARCH, Map.of("query", "\uD83D\uDE00 x\uD83D", "entityType", "bot", "count", 3));

            var sent = last(poe, "search").bodyText();
            assertTrue(sent.contains("\"\uD83D\uDE00 x\\uD83D\""), sent);
        }
    }

    @Test
    void largeText_isSentAsForm() throws Exception {
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.JULY_2025));
                var site = site(poe, null)) {
            poe.bot("Haiku").says("x");
            site.useChannel(channel(site));

            var response = site.start(
                            Operation.SEND_MESSAGE, message("x".repeat(1_000_000)), List.of(), SendResponse::ofMessage)
                    .get(20, TimeUnit.SECONDS);

            assertEquals("success", response.status());
            assertEquals("/api/gql_upload_POST", last(poe, "sendMessage").path());
        }
    }

    @Test
    void tokenUploadForm_sendsFilesByToken() throws Exception {
        var byToken = Files.writeString(folder.resolve("profile.json"), "{\"upload\":{\"style\":\"finish-upload\"}}");
        try (var poe = PoeEmulator.start();
                var site = site(poe, byToken)) {
            poe.bot("Haiku").says("x");
            site.useChannel(channel(site));

            var response = site.start(
                            Operation.SEND_MESSAGE,
                            message("see file"),
                            List.of(new TextUpload("a.txt", "hello")),
                            SendResponse::ofMessage)
                    .get(20, TimeUnit.SECONDS);

            assertEquals("success", response.status());
            assertEquals(1, poe.requests().count("upload"));
            assertEquals("/api/gql_POST", last(poe, "sendMessage").path());
            assertEquals("a.txt", poe.uploads().get(0).name());
        }
    }

    @Test
    void messageRefusedAfterKeyRotation_throwsNotCarriedOut() {
        try (var poe = PoeEmulator.start();
                var site = site(poe, null)) {
            poe.bot("Haiku").says("x");
            site.useChannel(channel(site));
            site.ask(Operation.ACCOUNT_SETTINGS, Map.of());
            poe.faults().on("sendMessage", Fault.rotatedFormkey());

            var sent = site.start(Operation.SEND_MESSAGE, message("hi"), List.of(), SendResponse::ofMessage);
            var failure = assertThrows(ExecutionException.class, () -> sent.get(30, TimeUnit.SECONDS));

            assertInstanceOf(NotCarriedOutException.class, failure.getCause());
            assertEquals(1, poe.requests().count("sendMessage"));
        }
    }

    @ParameterizedTest
    @EnumSource(SendFault.class)
    void faultySend_isNotRepeated(SendFault kind) {
        try (var poe = PoeEmulator.start();
                var site = site(poe, null)) {
            poe.bot("Haiku").says("x");
            site.useChannel(channel(site));
            poe.faults().on("sendMessage", kind.fault()).always();

            var sent = site.start(Operation.SEND_MESSAGE, message("hi"), List.of(), SendResponse::ofMessage);
            var failure = assertThrows(ExecutionException.class, () -> sent.get(20, TimeUnit.SECONDS));

            var poeFailure =
                    assertInstanceOf(PoeException.class, failure.getCause()).failure();
            assertEquals(kind.mayHaveRun, poeFailure.spend() == Spend.POSSIBLE, poeFailure.toString());
            assertEquals(1, poe.requests().count("sendMessage"));
            assertTrue(poe.sentMessages().size() <= 1);
        }
    }

    /** Faults of the response to a message. */
    private enum SendFault {
        BROKEN(true),
        BROKEN_AFTER(true),
        CUT(true),
        CUT_AFTER(true),
        TRUNCATED(true),
        HTML(true),
        SILENT(true),
        THROTTLED(true),
        UNAVAILABLE_AT_ONCE(true);

        private final boolean mayHaveRun;

        SendFault(boolean mayHaveRun) {
            this.mayHaveRun = mayHaveRun;
        }

        Fault fault() {
            return switch (this) {
                case BROKEN -> Fault.status(500);
                case BROKEN_AFTER -> Fault.executedThenStatus(502);
                case CUT -> Fault.cutBefore();
                case CUT_AFTER -> Fault.cutAfter();
                case TRUNCATED -> Fault.truncated();
                case HTML -> Fault.html();
                case SILENT -> Fault.silenceAfterExecution();
                case THROTTLED -> Fault.rateLimited(Duration.ZERO);
                case UNAVAILABLE_AT_ONCE -> Fault.status(503, Map.of("Retry-After", "0"), "");
            };
        }
    }

    private static Map<String, @Nullable Object> message(String text) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("bot", "Haiku");
        values.put("query", text);
        values.put("clientNonce", "aB3dE5fG7hI9jK1l");
        values.put("chatNonce", "bB3dE5fG7hI9jK1l");
        values.put("newChatContext", "home_page_input");
        return values;
    }

    private static String channel(WebSite site) {
        return site.channelSettings(null, data -> data.path("channel").asText());
    }

    private static LoggedRequest last(PoeEmulator poe, String operation) {
        var all = poe.requests().of(operation);
        return all.get(all.size() - 1);
    }

    private static WebSite site(PoeEmulator poe, @Nullable Path profile) {
        var account = poe.account();
        var credentials = new AccountCredentials(
                new Secret(account.pB()), new Secret(account.pLat()), new Secret(account.formkey()));
        var limits = SiteLimits.DEFAULTS.withFirstBackOff(Duration.ofMillis(1)).withSend(Duration.ofSeconds(3));
        var config = SiteConfig.of(poe.url(), credentials)
                .withProfileOverride(profile)
                .withLimits(limits);
        return new WebSite(config, new FormEncoding(), Clock.systemUTC());
    }
}
