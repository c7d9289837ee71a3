package dev.poemcp.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.SiteBuild;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The differences between builds. */
class BuildsIT {
    @Test
    void july2025_hasNoPricesInBots() throws Exception {
        try (var march = start(SiteBuild.MARCH_2025);
                var july = start(SiteBuild.JULY_2025)) {
            var older = new RawClient(march, false)
                    .data("HandleBotLandingPageQuery", "{\"botHandle\":\"Assistant\"}", Hashes.BOT_MARCH_2025)
                    .path("bot");
            var newer = new RawClient(july, false)
                    .data("HandleBotLandingPageQuery", "{\"botHandle\":\"Assistant\"}", Hashes.BOT_JULY_2025)
                    .path("bot");

            assertEquals(
                    15, older.at("/messagePointLimit/displayMessagePointPrice").asLong());
            assertFalse(newer.has("messagePointLimit"));
            assertEquals(15, newer.at("/botPricing/standardMessagePrice").asLong());
        }
    }

    @Test
    void latCookie_isRequiredBefore2026Only() throws Exception {
        try (var march = start(SiteBuild.MARCH_2025);
                var august = start(SiteBuild.AUGUST_2026)) {
            var older = new RawClient(march, false);
            older.headers.put("Cookie", "p-b=" + march.account().pB());
            var newer = RawClient.ofAugust2026(august);
            newer.headers.put("Cookie", "p-b=" + august.account().pB());

            var rejected = older.post("settingsPageQuery", "{}", Hashes.SETTINGS_MARCH_2025);
            var accepted = newer.post("settingsPageQuery", "{}", Hashes.SETTINGS_2026);

            assertEquals(400, rejected.statusCode());
            assertEquals(200, accepted.statusCode());
        }
    }

    @Test
    void sendOfMarch2025_returnsBotMessageAndRejectsNewVariables() throws Exception {
        try (var march = start(SiteBuild.MARCH_2025)) {
            var client = new RawClient(march, false);
            client.channel();

            var sent = client.data("SendMessageMutation", Hashes.send2025("Echo", "hi"), Hashes.SEND_MARCH_2025)
                    .path("messageEdgeCreate");
            var newer =
                    client.post("SendMessageMutation", Hashes.send2026("null", "Echo", "hi"), Hashes.SEND_MARCH_2025);

            assertEquals("incomplete", sent.at("/botMessage/node/state").asText());
            assertEquals("echo", sent.at("/botMessage/node/author").asText());
            assertTrue(newer.body().contains("Server Error"));
            assertEquals(1, march.sentMessages().size());
        }
    }

    @Test
    void suggestionsOfMarch2025_repeatTheMessage() throws Exception {
        try (var march = start(SiteBuild.MARCH_2025)) {
            march.bot("Chatty").says("Hello").suggests("More", "Less");
            var client = new RawClient(march, false);
            var channel = client.channel();
            client.data(
                    "SubscriptionsMutation",
                    Hashes.subscriptions(Hashes.subscription("messageAdded", Hashes.ADDED_MARCH_2025)),
                    Hashes.SUBSCRIBE);
            var socket = client.socket(channel, channel.path("minSeq").asText());

            client.data("SendMessageMutation", Hashes.send2025("Chatty", "hi"), Hashes.SEND_MARCH_2025);
            JsonNode added;
            do {
                added = socket.event("messageAdded").at("/data/messageAdded");
            } while (added.path("followupActions").isEmpty());

            assertEquals("More", added.at("/followupActions/0/bodyText").asText());
            assertEquals("complete", added.path("state").asText());
        }
    }

    @Test
    void july2025_acceptsOldAndNewSubscriptions() throws Exception {
        try (var july = start(SiteBuild.JULY_2025)) {
            var client = new RawClient(july, false);
            client.channel();

            var both = client.data(
                    "SubscriptionsMutation",
                    Hashes.subscriptions(
                            Hashes.subscription("messageAdded", Hashes.ADDED_MARCH_2025),
                            Hashes.subscription("jobUpdated", Hashes.JOB_2026)),
                    Hashes.SUBSCRIBE);

            assertTrue(both.at("/autoSubscribe/viewer/uid").asLong() > 0);
        }
    }

    @Test
    void minSeq_isTextOrNumberByBuild() throws Exception {
        try (var march = start(SiteBuild.MARCH_2025);
                var july = start(SiteBuild.JULY_2025)) {
            var older = new RawClient(march, false).channel();
            var newer = new RawClient(july, false).channel();

            assertTrue(older.path("minSeq").isTextual());
            assertTrue(newer.path("minSeq").isIntegralNumber());
            assertTrue(new BigInteger(older.path("channelHash").asText()).compareTo(BigInteger.valueOf(Long.MAX_VALUE))
                    > 0);
        }
    }

    @Test
    void sameSeed_givesSameWorld() throws Exception {
        try (var one = start(SiteBuild.AUGUST_2026);
                var two = start(SiteBuild.AUGUST_2026);
                var other = PoeEmulator.start(EmulatorOptions.defaults().withSeed(2))) {
            assertEquals(one.account(), two.account());
            assertFalse(one.account().equals(other.account()));
            assertEquals(history(one), history(two));
        }
    }

    private static List<String> history(PoeEmulator poe) throws Exception {
        return RawClient.ofAugust2026(poe)
                .data("chatHistoryListPaginationQuery", "{\"count\":50}", Hashes.HISTORY)
                .findValuesAsText("chatCode");
    }

    private static PoeEmulator start(SiteBuild build) {
        return PoeEmulator.start(EmulatorOptions.defaults().withBuild(build));
    }
}
