package dev.poemcp.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes by another client of the account, consent to costs, and how costs are reported. */
class OtherClientIT {
    private static final String MODAL = "679b09b1c45951a4d7e6a4b72bb248819de70c94b8043a0f5b81fd267abf2269";
    private static final String BOT_CHANGED = "2bacc089fc4432fae0fa9952b2dbb5150af9be1fc67a04438b21547af5093173";
    private static final String VIEWER = "0c9cbf7513f7af97f419eec1ca6d848fa6425d2715e03318110a41f9a08fb0b6";
    private static final String COST = "a72e7590abe1c18fcb9dfcaf43103a35d86eef966197c28db6f5876c00c0a74c";

    private final PoeEmulator poe = PoeEmulator.start();
    private RawClient client = new RawClient(poe, true);
    private RawClient.Socket socket = new RawClient.Socket();

    @BeforeEach
    void signIn() throws Exception {
        client = RawClient.ofAugust2026(poe);
    }

    @AfterEach
    void stop() {
        poe.close();
    }

    @Test
    void botOfChatChanged_publishesNewBot() throws Exception {
        subscribe(Hashes.subscription("defaultBotOfChatChanged", BOT_CHANGED));
        var chat = newestChat();

        poe.otherClient().changeBotOfChat(chat.path("chatCode").asText(), "Echo");

        var event = socket.event("defaultBotOfChatChanged");
        assertEquals(
                "defaultBotOfChatChanged:" + chat.path("chatId").asLong(),
                event.path("unique_id").asText());
        assertEquals(
                "Echo",
                event.at("/data/defaultBotOfChatChanged/defaultBotObject/displayName")
                        .asText());
        assertEquals(
                chat.path("id").asText(),
                event.at("/data/defaultBotOfChatChanged/id").asText());
        assertThrows(IllegalArgumentException.class, () -> poe.otherClient().changeBotOfChat("none", "Echo"));
    }

    @Test
    void defaultBotOrLimitChanged_publishesViewerState() throws Exception {
        subscribe(Hashes.subscription("viewerStateUpdated", VIEWER));

        poe.otherClient().changeDefaultBot("Echo");
        socket.event("viewerStateUpdated");
        poe.otherClient().changePointLimit(77);
        var event = socket.event("viewerStateUpdated");

        assertEquals("viewerStateUpdated", event.path("unique_id").asText());
        assertEquals(
                77,
                event.at("/data/viewerStateUpdated/messagePointInfo/allChatDefaultPointPriceThresholdPerMessage")
                        .asLong());
        var viewer =
                client.data("settingsPageQuery", "{}", Hashes.SETTINGS_2026).path("viewer");
        assertEquals("Echo", viewer.at("/defaultBot/displayName").asText());
    }

    @Test
    void messageAboveLimit_waitsForConsentAndSpendsNothing() throws Exception {
        poe.bot("Costly").says("At last").costs(301);
        subscribe(
                Hashes.subscription("chatModalStateChanged", MODAL),
                Hashes.subscription("messageAdded", Hashes.ADDED_2026));

        var sent = send("Costly");
        var dialog = socket.event("chatModalStateChanged").at("/data/chatModalStateChanged");

        var code = sent.at("/chat/chatCode").asText();
        assertEquals("CostThresholdUpdateChatModal", dialog.path("__typename").asText());
        assertEquals(sent.at("/chat/chatId").asLong(), dialog.path("chatId").asLong());
        assertTrue(dialog.path("creationTime").asLong() > 1_000_000_000_000_000L);
        assertEquals(List.of("hi"), texts(code));
        assertEquals(0, poe.ledger().spent());

        poe.otherClient().consentToCost(code);
        while (!socket.event("messageAdded")
                .at("/data/messageAdded/state")
                .asText()
                .equals("complete")) {
            assertTrue(poe.channel().openSockets() > 0);
        }
        assertEquals(301, poe.ledger().spent());
    }

    @Test
    void messageAtLimit_startsReplyImmediately() throws Exception {
        poe.bot("Fair").says("Yes").costs(300);
        subscribe(Hashes.subscription("jobUpdated", Hashes.JOB_2026));

        send("Fair");

        assertEquals(
                "running",
                socket.event("jobUpdated").at("/data/jobUpdated/state").asText());
    }

    @Test
    void waitingMessage_isCancelledWithoutCost() throws Exception {
        poe.bot("Costly").says("Never").costs(301);
        subscribe(Hashes.subscription("jobUpdated", Hashes.JOB_2026));
        var sent = send("Costly");
        var paused = socket.event("jobUpdated").at("/data/jobUpdated/state").asText();

        client.data(
                "cancelViewerActiveJobs_cancelViewerActiveJobs_Mutation",
                "{\"chatId\":" + sent.at("/chat/chatId").asLong() + "}",
                Hashes.CANCEL);

        assertEquals("paused", paused);
        assertEquals(
                "cancelled",
                socket.event("jobUpdated").at("/data/jobUpdated/state").asText());
        assertEquals(0, poe.ledger().spent());
        assertThrows(
                IllegalArgumentException.class,
                () -> poe.otherClient().consentToCost(sent.at("/chat/chatCode").asText()));
    }

    @Test
    void lateCost_isPublishedAfterReply() throws Exception {
        poe.bot("Late").says("Hello").costs(12).tellsCostAfter(Duration.ofMillis(30));
        subscribe(Hashes.subscription("jobUpdated", Hashes.JOB_2026), Hashes.subscription("jobCostUpdated", COST));

        send("Late");
        var order = new ArrayList<String>();
        while (!order.contains("jobCostUpdated")) {
            for (var inner : socket.frame().path("messages")) {
                var payload = RawClient.JSON.readTree(inner.asText()).path("payload");
                var name = payload.path("subscription_name").asText();
                order.add(
                        name.equals("jobUpdated")
                                ? payload.at("/data/jobUpdated/state").asText()
                                : name);
            }
        }

        assertEquals(List.of("running", "completed", "jobCostUpdated"), order);
    }

    @Test
    void costWithoutEvent_isNullForConfiguredReads() throws Exception {
        poe.bot("Asked").says("Hello").costs(12).tellsCostWhenAsked(2);
        poe.bot("Silent").says("Hello").costs(13).neverTellsCost();
        subscribe(Hashes.subscription("messageAdded", Hashes.ADDED_2026), Hashes.subscription("jobCostUpdated", COST));

        var asked = replyCode("Asked");
        var silent = replyCode("Silent");

        assertTrue(cost(asked).isNull());
        assertTrue(cost(asked).isNull());
        assertEquals(12, cost(asked).asLong());
        assertTrue(cost(silent).isNull());
        assertTrue(socket.frames.stream().noneMatch(frame -> frame.contains("jobCostUpdated")));
        assertEquals(25, poe.ledger().spent());
    }

    private JsonNode cost(String messageCode) throws Exception {
        return client.data("MessageInfoPageQuery", "{\"messageCode\":\"" + messageCode + "\"}", Hashes.MESSAGE_INFO)
                .at("/messageOfCode/responsibleJob/totalCostPoints");
    }

    private String replyCode(String bot) throws Exception {
        send(bot);
        while (true) {
            var added = socket.event("messageAdded").at("/data/messageAdded");
            assertFalse(added.isMissingNode());
            if (added.path("text").asText().equals("Hello")
                    && added.path("state").asText().equals("complete")) {
                return added.path("messageCode").asText();
            }
        }
    }

    private List<String> texts(String chatCode) throws Exception {
        return client.data("ChatPageQuery", "{\"chatCode\":\"" + chatCode + "\"}", Hashes.CHAT_PAGE_2026)
                .findValuesAsText("text");
    }

    private JsonNode send(String bot) throws Exception {
        return client.data("sendMessageMutation", Hashes.send2026("null", bot, "hi"), Hashes.SEND_AUGUST_2026)
                .path("messageEdgeCreate");
    }

    private JsonNode newestChat() throws Exception {
        return client.data("chatHistoryListPaginationQuery", "{\"count\":1}", Hashes.HISTORY)
                .at("/chats/edges/0/node");
    }

    private void subscribe(String... each) throws Exception {
        var channel = client.channel();
        client.data("subscriptionsMutation", Hashes.subscriptions(each), Hashes.SUBSCRIBE);
        socket = client.socket(channel, channel.path("minSeq").asText());
        // The handshake completes shortly before the socket is attached to the channel.
        while (poe.channel().openSockets() == 0) {
            Thread.onSpinWait();
        }
    }
}
