package dev.poemcp.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scripts determine the replies of bots and the delivery of their events. */
class ScriptIT {
    private final PoeEmulator poe = PoeEmulator.start();
    private RawClient client = new RawClient(poe, true);
    private RawClient.Socket socket = new RawClient.Socket();

    @BeforeEach
    void subscribe() throws Exception {
        client = RawClient.ofAugust2026(poe);
        var channel = client.channel();
        client.data(
                "subscriptionsMutation",
                Hashes.subscriptions(
                        Hashes.subscription("messageAdded", Hashes.ADDED_2026),
                        Hashes.subscription("jobUpdated", Hashes.JOB_2026)),
                Hashes.SUBSCRIBE);
        socket = client.socket(channel, channel.path("minSeq").asText());
        // The handshake completes shortly before the socket is attached to the channel.
        while (poe.channel().openSockets() == 0) {
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void stop() {
        poe.close();
    }

    @Test
    void replacedText_isPublished() throws Exception {
        poe.bot("B").says("Thinking...").thenReplacesTextWith("No");

        send("B", "hi");

        assertEquals(List.of("", "Thinking...", "No", "No"), texts());
    }

    @Test
    void echo_repliesWithMessageInPieces() throws Exception {
        send("Echo", "one two");

        assertEquals(List.of("", "one ", "one two", "one two"), texts());
    }

    @Test
    void events_areDoubledReorderedOrMixedWithOthers() throws Exception {
        poe.bot("Doubled").says("a").eventsDoubled();
        poe.bot("Swapped").says("a", "b").eventsOutOfOrder();
        poe.bot("Mixed").says("a").badMessagesAmongGood().otherChatsAmong();

        send("Doubled", "hi");
        var doubled = texts();
        send("Swapped", "hi");
        var swapped = texts();
        send("Mixed", "hi");
        var mixed = frames();

        assertEquals(List.of("", "", "a", "a", "a"), doubled);
        assertEquals(List.of("a", "", "ab"), swapped);
        assertTrue(mixed.stream().anyMatch(inner -> inner.contains("somethingNew")));
        assertTrue(mixed.stream().anyMatch(inner -> inner.contains("Text of another chat")));
        assertTrue(mixed.stream().anyMatch(inner -> inner.endsWith("\"unique")));
    }

    @Test
    void updates_shareFramesOrAreLostOrHaveTextAtEndOnly() throws Exception {
        poe.bot("Packed").says("a", "b", "c").updatesPerFrame(10);
        poe.bot("Lossy").says("a", "b").losesUpdates(2, 3);
        poe.bot("Late").says("a", "b").textOnlyAtEnd();

        send("Packed", "hi");
        var packed = frameOf("abc");
        send("Lossy", "hi");
        var lossy = texts();
        send("Late", "hi");
        var late = texts();

        assertEquals(5, packed.path("messages").size());
        assertEquals(List.of("", "ab"), lossy);
        assertEquals(List.of("", "", "", "ab"), late);
    }

    @Test
    void job_endsBeforeLastMessageOrHasSeveralMessages() throws Exception {
        poe.bot("Hasty").says("a").jobEndsBeforeLastMessage();
        poe.bot("Two").says("first").thenNextMessage().says("second");

        send("Hasty", "hi");
        var order = new ArrayList<String>();
        while (!order.contains("complete")) {
            var payload = next();
            var entity =
                    payload.path("data").path(payload.path("subscription_name").asText());
            if (!entity.path("author").asText().equals("human")) {
                order.add(entity.path("state").asText());
            }
        }
        send("Two", "hi");
        var first = texts();
        var second = texts();

        assertEquals(List.of("running", "incomplete", "incomplete", "completed", "complete"), order);
        assertEquals("first", first.get(first.size() - 1));
        assertEquals("second", second.get(second.size() - 1));
    }

    @Test
    void failedReply_hasStateAndIsRefunded() throws Exception {
        send("Refuser", "please");

        var failed = added();
        while (!failed.path("state").asText().equals("error_no_retry")) {
            failed = added();
        }

        assertEquals("I would rather not.", failed.path("messageStateText").asText());
        assertEquals(0, poe.ledger().spent());
        assertEquals(2, poe.ledger().entries().size());
    }

    @Test
    void send_isRejectedOrReturnsNoChat() throws Exception {
        poe.bot("Busy").refusesSends("rate_limit_exceeded", null);
        poe.bot("Mute").says("a").sendAnswersWithoutChat();

        var refused = send("Busy", "hi");
        var mute = send("Mute", "hi");

        assertEquals("rate_limit_exceeded", refused.path("status").asText());
        assertTrue(refused.path("message").isNull());
        assertTrue(mute.path("chat").isNull() && mute.has("chat"));
        assertEquals(1, poe.sentMessages().size());
    }

    @Test
    void picture_isServedByEmulator() throws Exception {
        send("Painter", "a cat");

        var added = added();
        while (added.path("attachments").isEmpty()) {
            added = added();
        }
        var url = added.at("/attachments/0/url").asText();
        var bytes = client.bytes(url).body();

        assertTrue(url.startsWith(poe.url() + "/file/"));
        assertEquals(added.at("/attachments/0/file/size").asLong(), bytes.length);
        assertEquals("PNG", new String(bytes, 1, 3, StandardCharsets.US_ASCII));
    }

    @Test
    void frames_areLostDoubledOrRaw() throws Exception {
        poe.bot("B").says("a").every(Duration.ofMillis(1));
        poe.channel().send("{\"type\":\"ping\"}");
        var ping = socket.frame();
        poe.channel().error("something else");
        var error = socket.frame();
        poe.channel().loseFrames(1);
        poe.channel().doubleFrames(1);

        send("B", "hi");
        var first = socket.frame();
        var second = socket.frame();

        assertEquals("ping", ping.path("type").asText());
        assertEquals("something else", error.path("error").asText());
        assertEquals(first, second);
        assertTrue(first.path("messages").path(0).asText().contains("jobUpdated"), "the user's message is lost");
    }

    @Test
    void refetchedChannel_isReplacedByAnother() throws Exception {
        var name = client.headers.get("poe-tchannel");
        poe.channel().refetchChannel();
        var inner =
                RawClient.JSON.readTree(socket.frame().path("messages").path(0).asText());

        var settings = RawClient.JSON.readTree(
                client.get("/api/settings?channel=" + name).body());

        assertEquals("refetchChannel", inner.path("message_type").asText());
        assertTrue(!settings.at("/tchannelData/channel").asText().equals(name));
    }

    private JsonNode send(String bot, String text) throws Exception {
        return client.data("sendMessageMutation", Hashes.send2026("null", bot, text), Hashes.SEND_AUGUST_2026)
                .path("messageEdgeCreate");
    }

    private JsonNode next() throws Exception {
        return RawClient.JSON
                .readTree(socket.frame().path("messages").path(0).asText())
                .path("payload");
    }

    private JsonNode added() throws Exception {
        return socket.event("messageAdded").at("/data/messageAdded");
    }

    /** Inner messages until the message with the text "a" is complete. */
    private List<String> frames() throws Exception {
        var inner = new ArrayList<String>();
        while (inner.stream()
                .noneMatch(text -> text.contains("\"state\":\"complete\"") && text.contains("\"text\":\"a\""))) {
            socket.frame().path("messages").forEach(message -> inner.add(message.asText()));
        }
        return inner;
    }

    private JsonNode frameOf(String text) throws Exception {
        while (true) {
            var frame = socket.frame();
            if (frame.path("messages").toString().contains("\\\"text\\\":\\\"" + text)) {
                return frame;
            }
        }
    }

    /** The bot's texts until the message completes; several may share a frame. */
    private List<String> texts() throws Exception {
        var texts = new ArrayList<String>();
        while (true) {
            for (var inner : socket.frame().path("messages")) {
                var added = RawClient.JSON.readTree(inner.asText()).at("/payload/data/messageAdded");
                if (added.isObject() && !added.path("author").asText().equals("human")) {
                    texts.add(added.path("text").asText());
                    if (added.path("state").asText().equals("complete")) {
                        return texts;
                    }
                }
            }
        }
    }
}
