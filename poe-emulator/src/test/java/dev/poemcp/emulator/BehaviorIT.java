package dev.poemcp.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.emulator.control.FaultCase;
import dev.poemcp.emulator.control.FaultKind;
import dev.poemcp.emulator.control.FaultPhase;
import dev.poemcp.emulator.control.SiteBehavior.ChannelData;
import dev.poemcp.emulator.control.SiteBehavior.GetterResult;
import dev.poemcp.emulator.control.SiteBehavior.ReadGate;
import dev.poemcp.emulator.control.SiteBehavior.SignedOutPage;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of SiteBehavior, and faults that change how the site behaves. */
class BehaviorIT {
    private static final Pattern NEXT_DATA =
            Pattern.compile("<script id=\"__NEXT_DATA__\" type=\"application/json\">(.*?)</script>");

    private final PoeEmulator poe = PoeEmulator.start();
    private RawClient client = new RawClient(poe, true);

    @BeforeEach
    void signIn() throws Exception {
        client = RawClient.ofAugust2026(poe);
    }

    @AfterEach
    void stop() {
        poe.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403})
    void rotatedFormkey_isRejectedWithConfiguredStatus(int status) throws Exception {
        poe.refuseFormkeyWith(status);
        poe.rotateFormkey();

        var old = client.post("settingsPageQuery", "{}", Hashes.SETTINGS_2026);
        client.headers.put("poe-formkey", poe.account().formkey());
        var renewed = client.post("settingsPageQuery", "{}", Hashes.SETTINGS_2026);

        assertEquals(status, old.statusCode());
        assertTrue(old.headers().firstValue("cf-mitigated").isEmpty());
        assertEquals(200, renewed.statusCode());
    }

    @Test
    void formkeyRotatedByExchange_rejectsOldKey() throws Exception {
        poe.faults().on("accountSettings", new FaultCase(FaultKind.FORMKEY_ROTATED, FaultPhase.BEFORE).fault());

        var first = client.post("settingsPageQuery", "{}", Hashes.SETTINGS_2026);
        var second = client.post("settingsPageQuery", "{}", Hashes.SETTINGS_2026);

        assertEquals(400, first.statusCode());
        assertEquals(400, second.statusCode());
        assertEquals(0, poe.requests().executions("accountSettings"));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void endedSession_isRejectedWithConfiguredStatusAndPageHasNoViewer(int status) throws Exception {
        poe.behavior().signedOutPage(SignedOutPage.NO_VIEWER);
        poe.behavior().signedOutStatus(status);
        var before = viewer(client);
        poe.endSession();

        assertEquals(
                status,
                client.post("settingsPageQuery", "{}", Hashes.SETTINGS_2026).statusCode());
        assertTrue(before.path("uid").asLong() > 0);
        assertTrue(viewer(client).isNull());
    }

    @Test
    void forgottenOperation_isStaleUntilRestored() throws Exception {
        poe.persistedQueries().forget("accountSettings");

        var settings = client.post("settingsPageQuery", "{}", Hashes.SETTINGS_2026);
        var bot = client.post("handleBotLandingPageQuery", "{\"botHandle\":\"Echo\"}", Hashes.BOT_2026);
        poe.persistedQueries().forgetHash(Hashes.BOT_2026);
        var staleBot = client.post("handleBotLandingPageQuery", "{\"botHandle\":\"Echo\"}", Hashes.BOT_2026);
        poe.persistedQueries().restore();

        assertTrue(settings.body().contains("PersistedQueryNotFound"), settings.body());
        assertFalse(bot.body().contains("errors"), bot.body());
        assertTrue(staleBot.body().contains("PersistedQueryNotFound"), staleBot.body());
        assertTrue(client.data("settingsPageQuery", "{}", Hashes.SETTINGS_2026).has("viewer"));
    }

    @Test
    void temporaryServerError_failsFirstRequestsOnly() throws Exception {
        poe.faults()
                .on("accountSettings", new FaultCase(FaultKind.SERVER_ERROR, FaultPhase.BEFORE).fault())
                .times(2);

        for (var expected : new boolean[] {true, true, false}) {
            var body =
                    client.post("settingsPageQuery", "{}", Hashes.SETTINGS_2026).body();
            assertEquals(expected, body.contains("Server Error"), body);
        }
    }

    @Test
    void refusedSubscriptions_failRequestsThatNameTheEvent() throws Exception {
        client.channel();
        var added = Hashes.subscription("messageAdded", Hashes.ADDED_2026);
        var job = Hashes.subscription("jobUpdated", Hashes.JOB_2026);

        poe.channel().refuseSubscriptions("jobUpdated");
        var both = subscribe(added, job);
        var one = subscribe(added);
        poe.channel().refuseSubscriptions();
        var none = subscribe(added);
        poe.channel().acceptSubscriptions();
        var again = subscribe(added, job);

        assertTrue(both.contains("Server Error"), both);
        assertFalse(one.contains("errors"), one);
        assertTrue(none.contains("Server Error"), none);
        assertFalse(again.contains("errors"), again);
    }

    @ParameterizedTest
    @EnumSource(
            value = ChannelData.class,
            names = {"OTHER_SHAPE", "ABSENT"})
    void settingsWithoutChannelData_acceptMessagesWithoutChannel(ChannelData data) throws Exception {
        poe.behavior().channelData(data);
        poe.behavior().channelInPage(false);

        var settings = RawClient.JSON.readTree(client.get("/api/settings").body());
        var sent = client.post("sendMessageMutation", Hashes.send2026("null", "Echo", "hi"), Hashes.SEND_AUGUST_2026);

        assertFalse(settings.has("tchannelData"));
        assertFalse(client.get("/").body().contains("tchannelData"));
        assertEquals(200, sent.statusCode());
        assertEquals(1, poe.sentMessages().size());
    }

    @Test
    void readsWithAnyTag_needNeitherFormkeyNorSignature() throws Exception {
        poe.behavior().readGate(ReadGate.ANY_TAG);
        client.headers.put("poe-formkey", null);
        client.headers.put("poe-tag-id", "00112233445566778899aabbccddeeff");
        client.headers.put("poe-revision", "any");

        var read = client.post("settingsPageQuery", "{}", Hashes.SETTINGS_2026);
        client.headers.put("poe-tag-id", null);
        var untagged = client.post("settingsPageQuery", "{}", Hashes.SETTINGS_2026);
        var write = client.post(
                "settingsDefaultBotSectionMutation",
                "{\"botId\":1}",
                "4084604e8741af8650ac6b4236cdfa13c91a70cf1c63ad8a368706a386d0887e");

        assertEquals(200, read.statusCode());
        assertEquals(400, untagged.statusCode());
        assertEquals(400, write.statusCode());
    }

    @Test
    void readsWithoutTag_needCookiesUnlessPublic() throws Exception {
        poe.behavior().readGate(ReadGate.NO_TAG);
        client.headers.put("poe-formkey", null);
        client.headers.put("poe-tag-id", null);
        var explore = "b24b2f2f6da147b3345eec1a433ed17b6e1332df97dea47622868f41078a40cc";

        var read = client.post("settingsPageQuery", "{}", Hashes.SETTINGS_2026);
        client.headers.put("Cookie", null);
        var privateRead = client.post("settingsPageQuery", "{}", Hashes.SETTINGS_2026);
        var publicRead = client.post(
                "exploreBotsListPaginationQuery", "{\"categoryName\":\"defaultCategory\",\"count\":3}", explore);

        assertEquals(200, read.statusCode());
        assertEquals(400, privateRead.statusCode());
        assertEquals(200, publicRead.statusCode());
        assertTrue(publicRead.body().contains("exploreBotsConnection"), publicRead.body());
    }

    @ParameterizedTest
    @CsvSource({"USUAL, '?k:w'", "LONGER, '?(k+\"-'", "SHORTER, 'k.slice(0,20)'", "NOT_HEX, 'k.replace('"})
    void getter_returnsConfiguredResult(GetterResult result, String expected) throws Exception {
        poe.behavior().getterResult(result);

        assertTrue(client.get("/").body().contains(expected));
    }

    @Test
    void slowGetter_computesConfiguredRounds() throws Exception {
        poe.behavior().getterRounds(5_000_000);

        var page = client.get("/").body();

        assertTrue(page.contains("z<5000000"), page);
        assertTrue(page.contains("(m(),k)"), page);
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultKind.class,
            names = {"CLOUDFLARE_CHALLENGE", "CLOUDFLARE_403", "CLOUDFLARE_503"})
    void challenge_isSentForPagesPostsAndUpgrades(FaultKind kind) throws Exception {
        var channel = client.channel();
        poe.faults().on("*", new FaultCase(kind, FaultPhase.BEFORE).fault()).always();

        var page = client.get("/");
        var post = client.post("settingsPageQuery", "{}", Hashes.SETTINGS_2026);
        var upgrade = assertThrows(
                CompletionException.class,
                () -> client.socket(channel, channel.path("minSeq").asText()));

        for (var response : new Object[][] {{page.statusCode(), page.body()}, {post.statusCode(), post.body()}}) {
            assertEquals(kind.status(), response[0]);
            assertTrue(String.valueOf(response[1]).contains("<title>Just a moment...</title>"));
        }
        assertEquals(
                kind == FaultKind.CLOUDFLARE_CHALLENGE,
                page.headers().firstValue("cf-mitigated").isPresent());
        assertTrue(upgrade.toString().contains(String.valueOf(kind.status())));
    }

    private String subscribe(String... each) throws Exception {
        return client.post("subscriptionsMutation", Hashes.subscriptions(each), Hashes.SUBSCRIBE)
                .body();
    }

    private static JsonNode viewer(RawClient client) throws Exception {
        var data = NEXT_DATA.matcher(client.get("/").body());
        assertTrue(data.find());
        return RawClient.JSON.readTree(data.group(1)).at("/props/pageProps/data/mainQuery/viewer");
    }
}
