package dev.poemcp.it;

import static dev.poemcp.it.HostSession.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.Fault;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** With cookies and an API key: which way a message goes when the account's is broken, and that it goes one way only. */
@ExtendWith(ServerExtension.class)
final class TwoWaysIT {
    private static final Duration CANCELLED_AT_POE = Duration.ofSeconds(1);

    private final PoeEmulator poe;
    private final Servers servers;
    private final HostSession host;

    TwoWaysIT(PoeEmulator poe, Servers servers) {
        this.poe = poe;
        this.servers = servers;
        host = servers.stdio(Launch.serverFor(poe).env("POE_API_KEY", poe.apiKey()));
        poe.bot("Teller").says("Once upon a time");
    }

    @Test
    void outdatedQuery_sendsNewChatByKey() {
        poe.faults().on("sendMessage", Fault.outdated()).always();

        var reply = host.call("send_message", "message", "tell", "bot", "Teller")
                .assertOk()
                .structured();

        assertEquals("api", reply.path("via").asText());
        assertEquals("Once upon a time", reply.path("text").asText());
        assertEquals(0, poe.sentMessages().size());
        assertEquals(1, poe.apiQueries().size());
    }

    @Test
    void outdatedQueryInChatOfTheAccount_isErrorAndNotSentByKey() {
        String chat = host.call("send_message", "message", "tell", "bot", "Teller")
                .assertOk()
                .structured()
                .path("chat")
                .path("chat_code")
                .asText();
        poe.faults().on("sendMessage", Fault.outdated()).always();

        host.call("send_message", "message", "more", "chat_code", chat).assertError("query_outdated");

        assertEquals(0, poe.apiQueries().size());
    }

    @Test
    void conversationOfTheKey_isListedBesideTheChats() {
        poe.faults().on("sendMessage", Fault.outdated()).always();
        String code = host.call("send_message", "message", "tell", "bot", "Teller")
                .assertOk()
                .structured()
                .path("chat")
                .path("chat_code")
                .asText();

        var uris = host.list("resources/list", "resources").stream()
                .map(resource -> resource.path("uri").asText())
                .toList();

        assertTrue(uris.contains("poe://chats/" + code), uris::toString);
        assertEquals(uris.size(), Set.copyOf(uris).size(), "each once");
    }

    @Test
    void sendWithLostResponse_isNotRepeatedByKey() {
        poe.faults().on("sendMessage", Fault.cutAfter());

        host.call("send_message", "message", "tell", "bot", "Teller");

        assertEquals(1, poe.sentMessages().size());
        assertEquals(0, poe.apiQueries().size());
    }

    @Test
    void endedSession_isErrorAndNotSentByKey() {
        poe.endSession();

        host.call("send_message", "message", "tell", "bot", "Teller").assertError("auth_expired");

        assertEquals(0, poe.apiQueries().size());
    }

    @Test
    void unfinishedReplyByKey_isFollowedAndCancelled() {
        poe.bot("Endless").says("one ").thenStalls();
        var keyed = servers.stdio(Launch.withKey(poe));
        var begun = keyed.call("send_message", "message", "count", "bot", "Endless", "wait_seconds", 1)
                .assertOk();
        String chat = begun.structured().path("chat").path("chat_code").asText();

        var cancelled = keyed.call("cancel_message", "chat_code", chat).assertOk();
        var read = keyed.call("get_reply", "chat_code", chat).assertOk();

        assertEquals("in_progress", begun.structured().path("state").asText());
        assertTrue(begun.text().contains("get_reply"), begun::text);
        assertTrue(cancelled.structured().path("cancelled").asBoolean(), cancelled::text);
        assertEquals("cancelled", read.structured().path("state").asText());
        assertEquals("one ", read.structured().path("text").asText());
        assertEquals(1, poe.apiQueries().size());
    }

    @Test
    void cancelledCallByKey_closesItsConnectionWithinASecond() {
        // The emulator notices the closed connection when it writes the next piece.
        poe.bot("Endless").says("one ".repeat(200).split("(?<= )")).every(Duration.ofMillis(50));
        var keyed = servers.stdio(Launch.withKey(poe));
        var call = keyed.startCall("send_message", object("message", "count", "bot", "Endless"));
        Waiting.until("the first piece", () -> !keyed.progressOf(call).isEmpty());
        int closed = closedConnections();

        keyed.cancel(call, "enough");

        Waiting.until("the connection of the reply is closed", CANCELLED_AT_POE, () -> closedConnections() > closed);
        assertFalse(call.response().isDone(), "a cancelled call is not answered");
    }

    /** The server opens another one to ask what the reply cost. */
    private int closedConnections() {
        return poe.connections().opened() - poe.connections().open();
    }
}
