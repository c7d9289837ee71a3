package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.emulator.PoeEmulator;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Exact accounting of spent points, also when a cost becomes known late. */
@ExtendWith(ServerExtension.class)
final class PointsIT {
    private final PoeEmulator poe;

    PointsIT(PoeEmulator poe) {
        this.poe = poe;
    }

    /** The bot's price is 60, the cost of this reply 10, as with bots that charge by token. */
    private JsonNode sendMessageForTenPoints(HostSession host) {
        var metered =
                poe.bot("Metered").after(Duration.ofSeconds(4)).says("done").costs(60);
        host.call("get_bot_info", "bot_handle", "Metered").assertOk();
        metered.costs(10);
        var reply = host.call("send_message", "message", "one", "bot", "Metered", "wait_seconds", 0)
                .assertOk()
                .structured();
        metered.costs(60);
        assertEquals("in_progress", reply.path("state").asText(), reply::toString);
        return reply;
    }

    @Test
    void replyInProgress_isSettledByGetReply(Servers servers) {
        var host = servers.stdio(Launch.serverFor(poe).env("POE_MAX_POINTS", "100"));
        var reply = sendMessageForTenPoints(host);

        var read = host.call("get_reply", "chat_id", reply.path("chat").path("chat_id"))
                .assertOk()
                .structured();

        assertEquals(10, read.path("points_spent").asInt(), read::toString);
        host.call("send_message", "message", "two", "bot", "Metered").assertOk();
    }

    @Test
    void replyInProgress_isSettledByLateCostEvent(Servers servers) {
        var host = servers.stdio(Launch.serverFor(poe).env("POE_MAX_POINTS", "100"));
        sendMessageForTenPoints(host);

        Waiting.until(
                "the late cost leaves enough for another message",
                () -> !host.call("send_message", "message", "two", "bot", "Metered", "wait_seconds", 0)
                        .isError());

        assertEquals(2, poe.sentMessages().size());
    }

    @Test
    void otherHeadersOfSameAccount_shareTheTotal(Servers servers) {
        poe.bot("Metered").says("done").costs(60);
        var server = servers.http(
                Launch.server().env("POE_BASE_URL", poe.url().toString()).env("POE_MAX_POINTS", "100"), "--multi-user");
        var pB = poe.account().pB();
        var one = new StatelessHttpClient("{}", Map.of("X-Poe-P-B", pB));
        var other =
                new StatelessHttpClient("{}", Map.of("X-Poe-P-B", pB, "X-Poe-Api-Key", "ignored", "X-Poe-P-Lat", "x"));
        var message = "{\"bot\":\"Metered\",\"message\":\"hi\"}";

        var sent = one.tool(server.uri(), "send_message", message);
        var rejected = other.tool(server.uri(), "send_message", message);

        assertEquals("", code(sent), sent::toString);
        assertEquals("budget_exceeded", code(rejected), rejected::toString);
        assertEquals(1, poe.sentMessages().size());
    }

    @Test
    void messageAbovePointLimit_isSentOnlyWithMaxPoints(HostSession host) {
        poe.behavior().pointLimitEnforced(false);
        poe.bot("Pricey").says("done").costs(500);
        host.call("set_default_message_point_limit", "limit", 300).assertOk();

        var rejected =
                host.call("send_message", "message", "hi", "bot", "Pricey").assertError("points_limit");
        assertTrue(rejected.text().contains("300"), rejected::text);
        assertEquals(0, poe.sentMessages().size());
        host.call("send_message", "message", "hi", "bot", "Pricey", "max_points", 500)
                .assertOk();

        assertEquals(1, poe.sentMessages().size());
    }

    @Test
    void consentThatPoeAsksFor_isNotPromisedByMaxPoints(HostSession host) {
        poe.bot("Pricey").says("done").costs(500);

        var rejected = host.call("send_message", "message", "hi", "bot", "Pricey", "max_points", 500)
                .assertError("points_limit");

        assertTrue(rejected.text().contains("whatever max_points is"), rejected::text);
        assertTrue(rejected.text().contains("cancel_message"), rejected::text);
        assertEquals(0, poe.ledger().spent());
    }

    private static String code(JsonNode response) {
        return response.path("result")
                .path("_meta")
                .path("poe/error")
                .path("code")
                .asText();
    }
}
