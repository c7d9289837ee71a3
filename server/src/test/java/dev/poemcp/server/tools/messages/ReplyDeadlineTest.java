package dev.poemcp.server.tools.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.Quote;
import dev.poemcp.server.tools.HandlerFixture;
import dev.poemcp.tool.messages.CompareBots;
import dev.poemcp.tool.messages.GetReply;
import dev.poemcp.tool.messages.RetryMessage;
import dev.poemcp.tool.messages.SendMessage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The wait for a reply is counted from the start of the call. */
final class ReplyDeadlineTest {
    private static final long CHAT = 900000001L;

    private final HandlerFixture poe = new HandlerFixture();

    @AfterEach
    void close() {
        poe.close();
    }

    @Test
    void timeForSending_reducesTheWait() {
        ScriptedReply live = ScriptedReply.growing(1L, "frog");
        when(poe.messages.send(any())).thenAnswer(call -> {
            poe.nanoTime.addAndGet(Duration.ofSeconds(20).toNanos());
            return live;
        });

        poe.call(SendMessage.DEFINITION, "message", "hi", "wait_seconds", 50);

        assertEquals(List.of(Duration.ofSeconds(30)), live.waits());
    }

    @Test
    void deadlineDuringSend_returnsReplyInProgress() {
        ScriptedReply live = ScriptedReply.growing(1L, "old", "old pond");
        when(poe.messages.send(any())).thenAnswer(call -> {
            poe.nanoTime.addAndGet(Duration.ofSeconds(70).toNanos());
            return live;
        });

        var reply = poe.call(SendMessage.DEFINITION, "message", "hi");

        assertEquals("in_progress", HandlerFixture.json(reply).path("state").asText());
        assertEquals(List.of(Duration.ZERO), live.waits());
        assertTrue(live.closed());
    }

    @Test
    void timeForLookup_reducesTheWaitOfGetReply() {
        ScriptedReply live = ScriptedReply.growing(1L, "frog");
        when(poe.messages.follow(any(), any())).thenAnswer(call -> {
            poe.nanoTime.addAndGet(Duration.ofSeconds(3).toNanos());
            return live;
        });

        poe.call(GetReply.DEFINITION, "chat_id", CHAT, "wait_seconds", 10);

        assertEquals(List.of(Duration.ofSeconds(7)), live.waits());
    }

    @Test
    void timeForPricing_reducesTheWaitOfComparedBots() {
        ScriptedReply a = ScriptedReply.growing(1L, "a");
        ScriptedReply b = ScriptedReply.growing(1L, "b");
        when(poe.messages.quote(any())).thenAnswer(call -> {
            poe.nanoTime.addAndGet(Duration.ofSeconds(10).toNanos());
            return new Quote("A", 1L);
        });
        when(poe.messages.send(any()))
                .thenAnswer(call -> "A".equals(call.<NewMessage>getArgument(0).bot()) ? a : b);

        poe.call(CompareBots.DEFINITION, "message", "hi", "bots", List.of("A", "B"), "max_points", 9);

        assertEquals(List.of(Duration.ofSeconds(30)), a.waits());
        assertEquals(List.of(Duration.ofSeconds(30)), b.waits());
    }

    @Test
    void retryPastItsDeadline_waitsForItsMessage() {
        ScriptedReply late = ScriptedReply.growing(1L, "frog");
        ScriptedReply withoutWait = ScriptedReply.growing(1L, "frog");
        when(poe.messages.retry(any(), any()))
                .thenAnswer(call -> {
                    poe.nanoTime.addAndGet(Duration.ofSeconds(70).toNanos());
                    return late;
                })
                .thenReturn(withoutWait);

        poe.call(RetryMessage.DEFINITION, "chat_id", CHAT);
        poe.call(RetryMessage.DEFINITION, "chat_id", CHAT, "wait_seconds", 0);

        assertEquals(List.of(Duration.ofSeconds(1)), late.waits());
        assertEquals(List.of(Duration.ZERO), withoutWait.waits());
    }
}
