package dev.poemcp.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A conversation with the newest build, from the channel's setup to the cost. */
class ConversationIT {
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

    @Test
    void reply_growsCompletesEndsItsJobAndGetsTitle() throws Exception {
        poe.bot("Haiku").says("old pond ", "frog leaps in").costs(7).titles("Frogs");
        var socket = subscribedSocket();

        var sent = client.data("sendMessageMutation", Hashes.send2026("null", "Haiku", "hi"), Hashes.SEND_AUGUST_2026)
                .path("messageEdgeCreate");
        var texts = textsUntilComplete(socket);

        assertEquals("success", sent.path("status").asText());
        assertTrue(sent.path("message").path("node").path("messageId").isIntegralNumber());
        assertFalse(sent.has("botMessage"), "this build returns the job only");
        assertEquals(List.of("", "old pond ", "old pond frog leaps in", "old pond frog leaps in"), texts);
        assertEquals(
                "completed",
                socket.event("jobUpdated").at("/data/jobUpdated/state").asText());
        assertEquals(
                "Frogs",
                socket.event("chatTitleUpdated")
                        .at("/data/chatTitleUpdated/title")
                        .asText());
        assertEquals(7, poe.ledger().spent());
        assertEquals(1, poe.sentMessages().size());
        assertEquals("hi", poe.sentMessages().get(0).text());
    }

    @Test
    void secondMessage_isRejectedUntilReplyIsCancelled() throws Exception {
        poe.bot("Stuck").says("one ").thenStalls();
        var socket = subscribedSocket();
        var sent = client.data("sendMessageMutation", Hashes.send2026("null", "Stuck", "hi"), Hashes.SEND_AUGUST_2026);
        var chatId = sent.at("/messageEdgeCreate/chat/chatId").asText();

        var second = client.data(
                "sendMessageMutation", Hashes.send2026(chatId, "Stuck", "still there?"), Hashes.SEND_AUGUST_2026);
        var cancelled = client.data(
                "cancelViewerActiveJobs_cancelViewerActiveJobs_Mutation", "{\"chatId\":" + chatId + "}", Hashes.CANCEL);

        assertEquals(
                "concurrent_messages", second.at("/messageEdgeCreate/status").asText());
        assertTrue(cancelled.path("cancelViewerActiveJobs").isObject());
        assertTrue(socket.event("messageCancelled").path("unique_id").asText().equals("messageCancelled:" + chatId));
        assertEquals(1, poe.sentMessages().size());
    }

    @Test
    void missingPoints_failReplyButNotSend() throws Exception {
        poe.ledger().setBalance(3);
        poe.bot("Expensive").says("never").costs(4);
        var socket = subscribedSocket();

        var sent =
                client.data("sendMessageMutation", Hashes.send2026("null", "Expensive", "hi"), Hashes.SEND_AUGUST_2026);
        var texts = textsUntil(socket, "error_insufficient_fund");

        assertEquals("success", sent.at("/messageEdgeCreate/status").asText());
        assertEquals(List.of(""), texts);
        assertEquals(0, poe.ledger().spent());
    }

    @Test
    void reconnectedSocket_getsMissedFramesOrMissedMessagesError() throws Exception {
        poe.bot("Haiku").says("a", "b", "c");
        var channel = client.channel();
        subscribe();
        var minSeq = channel.path("minSeq").asText();
        client.data("sendMessageMutation", Hashes.send2026("null", "Haiku", "hi"), Hashes.SEND_AUGUST_2026);

        var replayed = textsUntilComplete(client.socket(channel, minSeq));
        poe.channel().missedMessages();
        var late = client.socket(channel, minSeq).frame();

        assertEquals("abc", replayed.get(replayed.size() - 1));
        assertEquals("missed_messages", late.path("error").asText());
    }

    @Test
    void ping_getsPongAndCutClosesSocket() throws Exception {
        var channel = client.channel();
        var socket = client.socket(channel, channel.path("minSeq").asText());

        socket.send("{\"type\":\"ping\"}");
        var pong = socket.frame();
        poe.channel().cut();
        var closed = socket.frame();

        assertEquals("pong", pong.path("type").asText());
        assertEquals("closed 1000", closed.asText());
        assertEquals(1, poe.channel().pingsReceived());
    }

    @Test
    void longPoll_getsFramesAndWaitsForNext() throws Exception {
        poe.bot("Haiku").says("a").every(Duration.ofMillis(50));
        var channel = client.channel();
        subscribe();
        client.data("sendMessageMutation", Hashes.send2026("null", "Haiku", "hi"), Hashes.SEND_AUGUST_2026);

        var minSeq = channel.path("minSeq").asText();
        var polls = 0;
        var frame = RawClient.JSON.getNodeFactory().objectNode().path("none");
        while (!frame.toString().contains("completed")) {
            frame = RawClient.JSON.readTree(client.get("/up/"
                            + channel.path("boxName").asText() + "/updates?min_seq="
                            + minSeq + "&channel=" + channel.path("channel").asText() + "&hash="
                            + channel.path("channelHash").asText())
                    .body());
            minSeq = frame.path("min_seq").asText();
            polls++;
        }

        assertTrue(polls > 1, "a poll returns the available frames, the next one waits");
    }

    @Test
    void wrongChannelHash_isRejected() throws Exception {
        var channel = client.channel();

        var response = client.get("/up/" + channel.path("boxName").asText() + "/updates?min_seq=1&channel="
                + channel.path("channel").asText() + "&hash=1");

        assertEquals(403, response.statusCode());
    }

    @Test
    void twoHundredConcurrentReplies_allComplete() throws Exception {
        poe.bot("Busy")
                .says("a", "b", "c", "d", "e")
                .every(Duration.ofMillis(2))
                .withoutTitle();
        var socket = subscribedSocket();

        for (var i = 0; i < 200; i++) {
            client.data("sendMessageMutation", Hashes.send2026("null", "Busy", "n" + i), Hashes.SEND_AUGUST_2026);
        }
        var complete = 0;
        while (complete < 200) {
            var added = socket.event("messageAdded").at("/data/messageAdded");
            if (added.path("text").asText().equals("abcde")
                    && added.path("state").asText().equals("complete")) {
                complete++;
            }
        }

        assertEquals(200, poe.sentMessages().size());
        assertEquals(200 * 20, poe.ledger().spent());
    }

    private RawClient.Socket subscribedSocket() throws Exception {
        var channel = client.channel();
        subscribe();
        return client.socket(channel, channel.path("minSeq").asText());
    }

    private void subscribe() throws Exception {
        client.data(
                "subscriptionsMutation",
                Hashes.subscriptions(
                        Hashes.subscription("messageAdded", Hashes.ADDED_2026),
                        Hashes.subscription("messageCancelled", Hashes.CANCELLED),
                        Hashes.subscription("jobUpdated", Hashes.JOB_2026),
                        Hashes.subscription("chatTitleUpdated", Hashes.TITLE)),
                Hashes.SUBSCRIBE);
    }

    private static List<String> textsUntilComplete(RawClient.Socket socket) throws Exception {
        return textsUntil(socket, "complete");
    }

    /** Texts of the bot's message up to the one with that state. */
    private static List<String> textsUntil(RawClient.Socket socket, String state) throws Exception {
        var texts = new ArrayList<String>();
        JsonNode added;
        do {
            added = socket.event("messageAdded").at("/data/messageAdded");
            if (!added.path("author").asText().equals("human")) {
                texts.add(added.path("text").asText());
            }
        } while (added.path("author").asText().equals("human")
                || !added.path("state").asText().equals(state));
        return texts;
    }
}
