package dev.poemcp.server.tools.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Quote;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Reply.State;
import dev.poemcp.poe.Spend;
import dev.poemcp.server.tools.HandlerFixture;
import dev.poemcp.server.tools.RecordingContext.Step;
import dev.poemcp.server.tools.TextSlice;
import dev.poemcp.tool.ErrorCode;
import dev.poemcp.tool.messages.GetReply;
import dev.poemcp.tool.messages.RetryMessage;
import dev.poemcp.tool.messages.SendMessage;
import dev.poemcp.tool.result.ReplyResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;

/** The tools that wait for one reply: send_message, retry_message, get_reply. */
final class SingleReplyToolsTest {
    private static final ChatRef CHAT = new ChatRef.ById(900000001L);

    private final HandlerFixture poe = new HandlerFixture();

    @AfterEach
    void close() {
        poe.close();
    }

    @Test
    void sendMessage_returnsReplyAndReportsPieces() {
        var live = ScriptedReply.growing(7L, "old pond", "old pond, frog");
        when(poe.messages.send(any())).thenReturn(live);

        ReplyResult reply = poe.call(SendMessage.DEFINITION, "message", " hi ", "bot", " Haiku ");

        assertEquals(ReplyResult.State.COMPLETE, reply.state());
        assertEquals("old pond, frog", reply.text());
        assertEquals(7L, reply.pointsSpent());
        assertEquals(900000001L, reply.chat().chatId());
        assertEquals(List.of("And toads?"), reply.suggestedReplies());
        assertEquals(1234, reply.elapsedMs());
        assertEquals(
                List.of(new Step(8, "old pond"), new Step(14, ", frog")),
                poe.caller().steps());
        assertEquals(List.of(Duration.ofSeconds(50)), live.waits());
        assertTrue(live.closed());
        verify(poe.messages).send(new NewMessage(" hi ", "Haiku", null, List.of()));
        verify(poe.messages, never()).quote(any());
    }

    @Test
    void reply_hasTheContractsFields() {
        when(poe.messages.send(any())).thenReturn(ScriptedReply.growing(null, "frog"));

        var json = HandlerFixture.json(poe.call(SendMessage.DEFINITION, "message", "hi"));

        assertEquals("complete", json.path("state").asText());
        assertEquals("account", json.path("via").asText());
        assertTrue(json.has("points_spent") && json.path("points_spent").isNull());
        assertTrue(json.has("next_text_offset") && json.path("next_text_offset").isNull());
        assertEquals("a1b2c3", json.path("chat").path("chat_code").asText());
        assertEquals(
                "2026-08-01T12:00:00Z",
                json.path("chat").path("last_interaction_time").asText());
    }

    @Test
    void chatUrl_isAccepted() {
        when(poe.messages.send(any())).thenReturn(ScriptedReply.growing(1L, "frog"));

        poe.call(SendMessage.DEFINITION, "message", "hi", "chat_code", "https://poe.com/chat/a1b2c3?x=1#end");

        verify(poe.messages).send(new NewMessage("hi", null, new ChatRef.ByCode("a1b2c3"), List.of()));
    }

    @Test
    void files_areAttached(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("a.txt"), "frog");
        when(poe.messages.send(any())).thenReturn(ScriptedReply.growing(1L, "read"));

        poe.readingFrom(folder).call(SendMessage.DEFINITION, "message", "read", "files", List.of("a.txt"));

        var sent = ArgumentCaptor.forClass(NewMessage.class);
        verify(poe.messages).send(sent.capture());
        assertEquals("a.txt", sent.getValue().files().get(0).name());
    }

    @Test
    void rejectedFile_sendsNothing(@TempDir Path folder) {
        var failure = poe.readingFrom(folder)
                .failure(SendMessage.DEFINITION, "message", "read", "files", List.of("/etc/passwd"));

        assertInstanceOf(PoeFailure.FileRejected.class, failure);
        verify(poe.messages, never()).send(any());
    }

    @Test
    void zeroWait_returnsTextSoFar() {
        when(poe.messages.send(any())).thenReturn(ScriptedReply.growing(7L, "old pond", "old pond, frog"));

        ReplyResult reply = poe.call(SendMessage.DEFINITION, "message", "hi", "wait_seconds", 0);

        assertEquals(ReplyResult.State.IN_PROGRESS, reply.state());
        assertEquals("old pond", reply.text());
        assertNull(reply.pointsSpent());
    }

    @Test
    void failedReply_failsTheCall() {
        var why = new PoeFailure.MessageFailed("error_llm", "It broke.", true, Spend.POSSIBLE);
        when(poe.messages.send(any())).thenReturn(ScriptedReply.failing("half", why));

        assertEquals(why, poe.failure(SendMessage.DEFINITION, "message", "hi"));
    }

    @Test
    void failedReply_countsItsCostOrElseItsPrice() {
        poe.spendingAtMost(100);
        var why = new PoeFailure.MessageFailed("error_llm", "It broke.", true, Spend.POSSIBLE);
        when(poe.messages.quote(any())).thenReturn(new Quote("Pricey", 100L));
        when(poe.messages.send(any()))
                .thenReturn(ScriptedReply.ending(ScriptedReply.reply(State.FAILED, "half", 0L, Optional.of(why))))
                .thenReturn(ScriptedReply.failing("half", why));

        assertEquals(
                Spend.NONE,
                poe.failure(SendMessage.DEFINITION, "message", "cost nothing").spend());
        assertEquals(why, poe.failure(SendMessage.DEFINITION, "message", "unknown cost"));
        poe.refusal(ErrorCode.BUDGET_EXCEEDED, SendMessage.DEFINITION, "message", "nothing left");
    }

    @Test
    void longReply_isReturnedInSlices() {
        String text = "🐸".repeat(100_000);
        when(poe.messages.send(any())).thenReturn(ScriptedReply.growing(1L, text));
        when(poe.messages.follow(any(), any())).thenAnswer(call -> ScriptedReply.growing(1L, text));

        ReplyResult part = poe.call(SendMessage.DEFINITION, "message", "hi");
        StringBuilder joined = new StringBuilder(part.text());
        while (part.nextTextOffset() != null) {
            assertTrue(part.text().length() <= TextSlice.MAX_UNITS);
            part = poe.call(GetReply.DEFINITION, "chat_id", 900000001, "text_offset", part.nextTextOffset());
            joined.append(part.text());
        }

        assertEquals(text, joined.toString());
    }

    @Test
    void parameters_arePassedOnWithTheirTypes() {
        when(poe.messages.send(any())).thenReturn(ScriptedReply.growing(1L, "frog"));

        poe.call(SendMessage.DEFINITION, "message", "hi", "parameters", Map.of("seed", 1, "web_search", true));

        verify(poe.messages)
                .send(new NewMessage(
                        "hi", null, null, List.of(), Map.of("seed", 1, "web_search", true), OptionalLong.empty()));
    }

    @Test
    void chatNamedByIdAndCode_isSentAsBoth() {
        when(poe.messages.send(any())).thenReturn(ScriptedReply.growing(1L, "frog"));

        poe.call(SendMessage.DEFINITION, "message", "hi", "chat_id", 1, "chat_code", "a1b2c3");

        verify(poe.messages).send(new NewMessage("hi", null, new ChatRef.Full(1, "a1b2c3"), List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {" Haiku ", "@Haiku", "https://poe.com/Haiku"})
    void botInAnyForm_isAskedByItsHandle(String bot) {
        when(poe.messages.send(any())).thenReturn(ScriptedReply.growing(1L, "frog"));

        poe.call(SendMessage.DEFINITION, "message", "hi", "bot", bot);

        verify(poe.messages).send(new NewMessage("hi", "Haiku", null, List.of()));
    }

    @Test
    void maxPoints_queriesPriceBeforeSending() {
        when(poe.messages.quote(any())).thenReturn(new Quote("Pricey", 500L));
        when(poe.messages.send(any())).thenReturn(ScriptedReply.growing(500L, "frog"));

        poe.refusal(ErrorCode.BUDGET_EXCEEDED, SendMessage.DEFINITION, "message", "hi", "max_points", 499);
        verify(poe.messages, never()).send(any());
        poe.call(SendMessage.DEFINITION, "message", "hi", "max_points", 500);

        verify(poe.messages, times(1)).send(any());
    }

    @Test
    void total_countsSpentPointsAndReleasesOthers() {
        poe.spendingAtMost(100);
        when(poe.messages.quote(any())).thenReturn(new Quote("Pricey", 60L));
        var notTaken = new PoeException(new PoeFailure.Network("No connection.", Spend.NONE));
        when(poe.messages.send(any()))
                .thenThrow(notTaken)
                .thenReturn(ScriptedReply.growing(40L, "frog"))
                .thenReturn(ScriptedReply.failing("", new PoeFailure.InsufficientPoints("Too few points.")))
                .thenReturn(ScriptedReply.growing(60L, "toad"));

        poe.failure(SendMessage.DEFINITION, "message", "not taken");
        poe.call(SendMessage.DEFINITION, "message", "40 points");
        poe.failure(SendMessage.DEFINITION, "message", "refused, costs nothing");
        poe.call(SendMessage.DEFINITION, "message", "60 points");
        poe.refusal(ErrorCode.BUDGET_EXCEEDED, SendMessage.DEFINITION, "message", "nothing left");

        verify(poe.messages, times(4)).send(any());
    }

    @Test
    void unknownOutcome_keepsPointsReserved() {
        poe.spendingAtMost(100);
        when(poe.messages.quote(any())).thenReturn(new Quote("Pricey", 50L));
        var mayHaveArrived = new PoeException(new PoeFailure.TimedOut("No answer.", Spend.POSSIBLE));
        when(poe.messages.send(any())).thenThrow(mayHaveArrived).thenReturn(ScriptedReply.growing(null, "frog"));

        poe.failure(SendMessage.DEFINITION, "message", "may have arrived");
        poe.call(SendMessage.DEFINITION, "message", "still growing", "wait_seconds", 0);

        poe.refusal(ErrorCode.BUDGET_EXCEEDED, SendMessage.DEFINITION, "message", "nothing left");
    }

    @Test
    void retry_isPricedAndRepliesLikeSending() {
        when(poe.messages.quoteRetry(CHAT)).thenReturn(new Quote("Haiku", 5L));
        when(poe.messages.retry(CHAT, OptionalLong.empty())).thenReturn(ScriptedReply.growing(5L, "another frog"));

        ReplyResult reply = poe.call(RetryMessage.DEFINITION, "chat_id", 900000001, "max_points", 5);
        poe.refusal(ErrorCode.BUDGET_EXCEEDED, RetryMessage.DEFINITION, "chat_id", 900000001, "max_points", 4);

        assertEquals("another frog", reply.text());
        verify(poe.messages, times(1)).retry(any(), any());
    }

    @Test
    void retryWithoutChat_isRejected() {
        var refused = poe.refusal(ErrorCode.INVALID_ARGUMENT, RetryMessage.DEFINITION);

        assertEquals("Neither chat_id nor chat_code is given, and one of them is needed.", refused.getMessage());
    }

    @Test
    void failedReplyThatIsRead_isAResult() {
        var why = new PoeFailure.MessageFailed("error_llm", "It broke.", true, Spend.NONE);
        when(poe.messages.follow(CHAT, 800000000002L)).thenReturn(ScriptedReply.failing("", why));

        ReplyResult reply =
                poe.call(GetReply.DEFINITION, "chat_id", 900000001, "message_id", 800000000002L, "wait_seconds", 3);

        assertEquals(ReplyResult.State.FAILED, reply.state());
        assertEquals(why.what(), reply.text(), "Poe's reason replaces the text");
    }

    @Test
    void offsetPastEnd_isRejected() {
        when(poe.messages.follow(any(), any())).thenReturn(ScriptedReply.growing(1L, "frog"));

        var refused =
                poe.refusal(ErrorCode.INVALID_ARGUMENT, GetReply.DEFINITION, "chat_id", 900000001, "text_offset", 5);

        assertTrue(String.valueOf(refused.getMessage()).contains("4 characters"), refused::getMessage);
    }

    @Test
    void cancelledReply_isAResult() {
        Reply cancelled = ScriptedReply.reply(Reply.State.CANCELLED, "old po", null, Optional.empty());
        when(poe.messages.follow(any(), any())).thenReturn(ScriptedReply.ending(cancelled));

        assertEquals(
                ReplyResult.State.CANCELLED,
                poe.call(GetReply.DEFINITION, "chat_id", 900000001).state());
    }
}
