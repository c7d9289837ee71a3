package dev.poemcp.emulator.api;

import static dev.poemcp.emulator.api.ApiClient.query;
import static dev.poemcp.emulator.api.ApiClient.question;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.Hashes;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.RawClient;
import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys, balance and points history over sockets. */
class UsageIT {
    private final PoeEmulator poe = PoeEmulator.start();
    private final ApiClient client = new ApiClient(poe);

    @AfterEach
    void stop() {
        poe.close();
    }

    @Test
    void siteAndApi_spendTheSamePoints() throws Exception {
        poe.bot("Haiku").costs(40).withoutTitle();
        var site = RawClient.ofAugust2026(poe);
        site.channel();

        client.chat(question("Haiku", "hi", ""));
        site.data("sendMessageMutation", Hashes.send2026("null", "Haiku", "hi"), Hashes.SEND_AUGUST_2026);

        var balance = client.getJson("/usage/current_balance");
        var rows = client.getJson("/usage/points_history").path("data");
        assertEquals(999_920, balance.path("current_point_balance").asInt());
        assertEquals("29.9976", balance.path("total_balance_usd").asText().replaceFirst("0+$", ""));
        assertEquals("Chat", rows.at("/0/usage_type").asText());
        assertEquals("API", rows.at("/1/usage_type").asText());
        assertEquals("test", rows.at("/1/api_key_name").asText());
        assertEquals(40, rows.at("/1/cost_points").asInt());
        assertEquals("0.00120", rows.at("/1/cost_usd").asText());
        assertEquals("40 points", rows.at("/1/cost_breakdown_in_points/Total").asText());
        assertEquals(poe.apiQueries().get(0).queryId(), rows.at("/1/query_id").asText());
    }

    @Test
    void history_isPagedNewestFirst() throws Exception {
        for (var i = 0; i < 5; i++) {
            poe.bot("Bot" + i);
            client.events("/bot/Bot" + i, query("hi", "", ""));
        }

        var names = new ArrayList<String>();
        var page = client.getJson("/usage/points_history?limit=2");
        while (true) {
            page.path("data").forEach(row -> names.add(row.path("bot_name").asText()));
            if (!page.path("has_more").asBoolean()) {
                break;
            }
            page = client.getJson("/usage/points_history?limit=2&starting_after="
                    + page.at("/data/1/query_id").asText());
        }

        assertEquals("[Bot4, Bot3, Bot2, Bot1, Bot0]", names.toString());
        assertEquals(400, client.get("/usage/points_history?limit=101").statusCode());
        assertEquals(
                400, client.get("/usage/points_history?starting_after=none").statusCode());
    }

    @Test
    void newRow_showsNoCostUntilItIsKnown() throws Exception {
        poe.bot("Haiku").costs(40);
        poe.api().readsBeforeCost(1);
        client.chat(question("Haiku", "hi", ""));

        var first = client.getJson("/usage/points_history").at("/data/0");
        var second = client.getJson("/usage/points_history").at("/data/0");

        assertEquals(0, first.path("cost_points").asInt());
        assertTrue(first.path("cost_breakdown_in_points").isEmpty());
        assertEquals(40, second.path("cost_points").asInt());
    }

    @Test
    void revokedAndExpiredKeys_areRefused() throws Exception {
        var first = poe.apiKeys().add("laptop");
        var second = poe.apiKeys().add("phone");
        assertEquals(200, statusOf(first));

        poe.apiKeys().revoke(first);
        poe.apiKeys().expire(second);

        assertEquals(401, statusOf(first));
        assertEquals(401, statusOf(second));
        assertEquals(200, statusOf(poe.apiKey()));
        assertFalse(poe.apiKey().isEmpty());
    }

    @Test
    void rateLimit_isInHeadersAndEnforced() throws Exception {
        poe.api().requestsPerMinute(1);

        client.get("/usage/current_balance");
        // A new minute may start between any two of these.
        var second = client.get("/usage/current_balance");
        var third = client.get("/usage/current_balance");

        var refused = second.statusCode() == 429 ? second : third;
        assertEquals(429, refused.statusCode());
        assertTrue(refused.headers().firstValueAsLong("retry-after").orElse(0) > 0);
        assertEquals(
                "1", refused.headers().firstValue("x-ratelimit-limit-requests").orElse(""));
        assertTrue(refused.body().contains("rate_limit_exceeded"), refused.body());
    }

    private int statusOf(String key) throws IOException, InterruptedException {
        return new ApiClient(poe, key).get("/usage/current_balance").statusCode();
    }
}
