package dev.poemcp.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.emulator.channel.ChannelHost;
import dev.poemcp.emulator.control.Fault;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each link to the realtime channel breaks alone: host, handshake, socket, settings, subscriptions, events. */
class ChannelLinksIT {
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
    void unknownHost_isInPageAndSettingsUntilReachable() throws Exception {
        poe.channel().host(ChannelHost.UNKNOWN);

        var host = client.channel().path("baseHost").asText();
        var page = client.get("/").body();
        poe.channel().host(ChannelHost.REACHABLE);

        assertThrows(UnknownHostException.class, () -> InetAddress.getByName("tch7.tch." + host));
        assertTrue(page.contains("\"baseHost\":\"" + host + "\""));
        assertReadWorks();
        assertEquals(
                "localhost:" + poe.url().getPort(),
                client.channel().path("baseHost").asText());
    }

    @Test
    void refusingHost_acceptsNoConnection() throws Exception {
        poe.channel().host(ChannelHost.REFUSING);

        var address = client.channel().path("baseHost").asText().split(":", 2);

        assertThrows(ConnectException.class, () -> new Socket(address[0], Integer.parseInt(address[1])).close());
        assertReadWorks();
    }

    @Test
    void refusedHandshake_lastsUntilFaultEnds() throws Exception {
        var channel = client.channel();
        var fault = poe.faults().on("socket", Fault.status(403)).always();

        for (var attempt = 0; attempt < 2; attempt++) {
            var refusal = assertThrows(CompletionException.class, () -> socket(channel));
            assertTrue(refusal.toString().contains("403"), refusal.toString());
        }
        assertReadWorks();
        fault.end();
        assertPong(socket(channel));
    }

    @Test
    void socketThatClosesAtOnce_opensFirst() throws Exception {
        var channel = client.channel();
        var earlier = socket(channel);
        assertPong(earlier);
        poe.channel().closeAtOnce(true);

        var first = socket(channel).frame();
        var second = socket(channel).frame();
        poe.channel().closeAtOnce(false);

        assertEquals("closed 1000", first.asText());
        assertEquals("closed 1000", second.asText());
        assertPong(earlier);
        assertReadWorks();
        assertPong(socket(channel));
    }

    @Test
    void silentSocket_opensAndSendsNeitherPongsNorEvents() throws Exception {
        var channel = client.channel();
        subscribe();
        poe.channel().fallSilent();

        var socket = socket(channel);
        socket.send("{\"type\":\"ping\"}");
        send();
        while (poe.channel().pingsReceived() == 0) {
            Thread.onSpinWait();
        }
        // The rest of the reply must not follow the pong.
        poe.channel().loseFrames(Integer.MAX_VALUE);
        poe.channel().speakAgain();

        assertEquals(1, poe.sentMessages().size());
        assertPong(socket);
        assertTrue(socket.frames.isEmpty(), "only the second ping has a pong");
    }

    @Test
    void refusedSettings_leavePageAndSocket() throws Exception {
        var channel = client.channel();
        var fault = poe.faults().on("channelSettings", Fault.status(403)).always();
        poe.behavior().channelInPage(false);

        assertEquals(403, client.get("/api/settings").statusCode());
        assertFalse(client.get("/").body().contains("tchannelData"));
        assertPong(socket(channel));
        fault.end();
        poe.behavior().channelInPage(true);
        assertTrue(client.get("/api/settings").body().contains("tchannelData"));
        assertTrue(client.get("/").body().contains("tchannelData"));
    }

    @Test
    void refusedSubscriptions_leaveSocket() throws Exception {
        var channel = client.channel();
        poe.channel().refuseSubscriptions();

        var refused = client.post("subscriptionsMutation", addedMessages(), Hashes.SUBSCRIBE);

        assertTrue(refused.body().contains("Server Error"));
        assertPong(socket(channel));
        assertReadWorks();
        poe.channel().acceptSubscriptions();
        subscribe();
    }

    @Test
    void lostEvents_areMissingWhileSubscriptionAndPongsWork() throws Exception {
        var channel = client.channel();
        poe.channel().loseFrames(Integer.MAX_VALUE);
        subscribe();
        var socket = socket(channel);

        send();
        assertPong(socket);

        assertTrue(socket.frames.isEmpty());
        assertEquals(1, poe.sentMessages().size());
        poe.channel().loseFrames(0);
        send();
        assertEquals(
                "messageAdded",
                socket.event("messageAdded").path("subscription_name").asText());
    }

    private RawClient.Socket socket(JsonNode channel) {
        return client.socket(channel, channel.path("minSeq").asText());
    }

    private static String addedMessages() {
        return Hashes.subscriptions(Hashes.subscription("messageAdded", Hashes.ADDED_2026));
    }

    private void subscribe() throws Exception {
        client.data("subscriptionsMutation", addedMessages(), Hashes.SUBSCRIBE);
    }

    private void send() throws Exception {
        client.data("sendMessageMutation", Hashes.send2026("null", "Echo", "hi"), Hashes.SEND_AUGUST_2026);
    }

    private void assertReadWorks() throws Exception {
        assertTrue(client.data("settingsPageQuery", "{}", Hashes.SETTINGS_2026).has("viewer"));
    }

    private static void assertPong(RawClient.Socket socket) throws Exception {
        socket.send("{\"type\":\"ping\"}");
        assertEquals("pong", socket.frame().path("type").asText());
    }
}
