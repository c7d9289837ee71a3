package dev.poemcp.it;

import static dev.poemcp.it.HostSession.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.Fault;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Faults between the server and Poe: a message ends with the complete text or a documented error, and is sent at most
 * once.
 */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(ServerExtension.class)
final class FaultIT {
    private static final String STORY = "Once there was a frog. It lived by a pond. It sang at night. The end.";

    private final PoeEmulator poe;
    private final HostSession host;

    FaultIT(PoeEmulator poe, HostSession host) {
        this.poe = poe;
        this.host = host;
        poe.bot("Teller")
                .says("Once there was a frog. ", "It lived by a pond. ", "It sang at night. ")
                .thenWaits(Duration.ofMillis(300))
                .says("The end.")
                .suggests("And then?") // else the server waits two seconds for suggestions
                .costs(35);
        host.call("get_bot_info", "bot_handle", "Teller").assertOk();
    }

    static Stream<Arguments> unansweredSends() {
        return Stream.of(
                Arguments.of(Fault.executedThenStatus(500)),
                Arguments.of(Fault.executedThenStatus(504)),
                Arguments.of(Fault.cutAfter()),
                Arguments.of(Fault.truncated()));
    }

    @ParameterizedTest
    @MethodSource("unansweredSends")
    void unansweredSend_isNotRepeated(Fault fault) {
        poe.faults().on("sendMessage", fault);

        var outcome = send();

        assertEquals(1, poe.sentMessages().size(), "sent once");
        assertEquals(1, poe.requests().count("sendMessage"));
        if (outcome.isError()) {
            assertTrue(
                    outcome.text().contains("may have reached Poe"),
                    () -> "should say that the message may have arrived: " + outcome.text());
            assertEquals(false, outcome.error().path("retryable").asBoolean(), outcome::text);
        } else {
            assertEquals(STORY, outcome.structured().path("text").asText());
        }
    }

    @Test
    void rotatedFormkey_isFetchedAgain() {
        poe.rotateFormkey();

        host.call("get_settings").assertOk();
        assertWholeStory(send());

        assertEquals(1, poe.sentMessages().size());
    }

    @Test
    void formkeyRotatedDuringSend_doesNotSendTwice() {
        poe.faults().on("sendMessage", Fault.rotatedFormkey());

        var outcome = send();

        assertTrue(poe.sentMessages().size() <= 1, () -> "sent " + poe.sentMessages());
        if (outcome.isError()) {
            assertEquals(0, poe.sentMessages().size(), outcome::text);
        } else {
            assertWholeStory(outcome);
        }
    }

    @Test
    void outdatedQuery_returnsQueryOutdated() {
        poe.faults().on("userInfo", Fault.outdated()).always();

        var outcome = host.call("get_user_info", "user_handle", "any-user").assertError("query_outdated");

        assertTrue(outcome.text().contains("POE_SITE_PROFILE"), outcome::text);
    }

    @Test
    void endedSession_returnsAuthExpired() {
        poe.endSession();

        host.call("get_settings").assertError("auth_expired");
        send().assertError("auth_expired");
    }

    @Test
    void transientFault_allowsRepeatedRead() {
        poe.faults().on("chatHistory", Fault.status(502));

        var first = host.call("get_chat_history");
        if (first.isError()) {
            first.assertError("unavailable");
            assertTrue(first.error().path("retryable").asBoolean(), "a read may be repeated");
        }

        host.call("get_chat_history").assertOk();
    }

    static Stream<Arguments> socketFaults() {
        return Stream.of(
                socketFault("cut with a close frame", poe -> poe.channel().cut()),
                socketFault("connection lost", poe -> poe.channel().abort()),
                socketFault("frames lost", poe -> poe.channel().loseFrames(2)),
                socketFault("frames doubled", poe -> poe.channel().doubleFrames(5)),
                socketFault("channel replaced", poe -> poe.channel().refetchChannel()),
                socketFault("events missed", poe -> poe.channel().missedMessages()),
                socketFault("an unknown error", poe -> poe.channel().error("something_new")),
                socketFault("a malformed frame", poe -> poe.channel().send("}{")),
                socketFault("an empty frame", poe -> poe.channel().send("")),
                socketFault("unknown frame", poe -> poe.channel().send("{\"surprise\": [1, 2]}")),
                socketFault("no frames", poe -> poe.channel().fallSilent()));
    }

    private static Arguments socketFault(String name, Consumer<PoeEmulator> action) {
        return Arguments.of(name, action);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("socketFaults")
    void socketFault_losesNoText(String name, Consumer<PoeEmulator> action) {
        var call = host.startCall("send_message", object("message", "tell", "bot", "Teller"));
        Waiting.until("the first piece", () -> !host.progressOf(call).isEmpty());

        action.accept(poe);

        assertWholeStory(host.outcome(call));
        assertEquals(1, poe.sentMessages().size());
        assertEquals(35, poe.ledger().spent(), "paid once");
    }

    @Test
    void replyWithoutEvents_isReadFromTheChat() {
        poe.bot("Mute").says("I was here all along.").withoutEvents();

        var outcome =
                host.call("send_message", "message", "hello?", "bot", "Mute").assertOk();

        assertEquals("I was here all along.", outcome.structured().path("text").asText());
    }

    @Test
    void failedReply_returnsStateAndText() {
        poe.bot("Grump").says("Well, ").thenEndsWith("error_llm", "The model fell over.");

        var outcome = host.call("send_message", "message", "hi", "bot", "Grump").assertError("message_failed");

        assertTrue(outcome.text().contains("error_llm"), outcome::text);
        assertTrue(outcome.text().contains("The model fell over."), outcome::text);
        assertEquals(1, poe.sentMessages().size());
    }

    @Test
    void emptyAccount_returnsInsufficientPointsAndSendsAtMostOnce() {
        poe.ledger().setBalance(1);

        send().assertError("insufficient_points");

        assertTrue(poe.requests().count("sendMessage") <= 1);
        assertEquals(0, poe.ledger().spent());
    }

    @Test
    void unreachablePoe_returnsNetworkError() {
        poe.close();

        var outcome = host.call("get_settings").assertError("network");

        assertTrue(outcome.error().path("retryable").asBoolean(), outcome::text);
    }

    private ToolOutcome send() {
        return host.call("send_message", "message", "tell", "bot", "Teller");
    }

    private static void assertWholeStory(ToolOutcome outcome) {
        outcome.assertOk();
        assertEquals("complete", outcome.structured().path("state").asText());
        assertEquals(STORY, outcome.structured().path("text").asText());
    }
}
