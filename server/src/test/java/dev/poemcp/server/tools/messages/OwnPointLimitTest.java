package dev.poemcp.server.tools.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Quote;
import dev.poemcp.server.tools.HandlerFixture;
import dev.poemcp.tool.ErrorCode;
import dev.poemcp.tool.messages.CompareBots;
import dev.poemcp.tool.messages.RetryMessage;
import dev.poemcp.tool.messages.SendMessage;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The account's own limit per message, where it is known without asking. */
final class OwnPointLimitTest {
    private static final long CHAT = 900000001L;

    private final HandlerFixture poe = new HandlerFixture();

    @AfterEach
    void close() {
        poe.close();
    }

    @Test
    void messageAboveTheAccountsOwnLimit_isNotSentUnlessMaxPointsAllowsIt() {
        when(poe.account.knownPointLimit()).thenReturn(OptionalLong.of(300));
        when(poe.messages.quote(any())).thenReturn(new Quote("Pricey", 500L));
        when(poe.messages.send(any())).thenReturn(ScriptedReply.growing(500L, "frog"));

        var refused = poe.failure(SendMessage.DEFINITION, "message", "hi");
        assertInstanceOf(PoeFailure.PointsLimit.class, refused);
        assertTrue(refused.what().contains("500") && refused.what().contains("300"), refused::what);
        verify(poe.messages, never()).send(any());
        poe.call(SendMessage.DEFINITION, "message", "hi", "max_points", 500);

        verify(poe.messages, times(1)).send(any());
    }

    @Test
    void messageAtTheAccountsOwnLimit_isSent() {
        when(poe.account.knownPointLimit()).thenReturn(OptionalLong.of(500));
        when(poe.messages.quote(any())).thenReturn(new Quote("Pricey", 500L));
        when(poe.messages.send(any())).thenReturn(ScriptedReply.growing(500L, "frog"));

        poe.call(SendMessage.DEFINITION, "message", "hi");

        verify(poe.messages, times(1)).send(any());
    }

    @Test
    void retry_isNotPricedForTheAccountsOwnLimitAlone() {
        when(poe.account.knownPointLimit()).thenReturn(OptionalLong.of(300));
        when(poe.messages.retry(any(), any())).thenReturn(ScriptedReply.growing(500L, "frog"));

        poe.call(RetryMessage.DEFINITION, "chat_id", CHAT);

        verify(poe.messages, never()).quoteRetry(any());
        verify(poe.messages).retry(new ChatRef.ById(CHAT), OptionalLong.of(300));
    }

    @Test
    void retryWithMaxPoints_mayExceedTheAccountsOwnLimitUpToIt() {
        when(poe.account.knownPointLimit()).thenReturn(OptionalLong.of(300));
        when(poe.messages.quoteRetry(any())).thenReturn(new Quote("Pricey", 500L));
        when(poe.messages.retry(any(), any())).thenReturn(ScriptedReply.growing(500L, "frog"));

        poe.refusal(ErrorCode.BUDGET_EXCEEDED, RetryMessage.DEFINITION, "chat_id", CHAT, "max_points", 499);
        verify(poe.messages, never()).retry(any(), any());
        poe.call(RetryMessage.DEFINITION, "chat_id", CHAT, "max_points", 500);

        verify(poe.messages).retry(new ChatRef.ById(CHAT), OptionalLong.empty());
    }

    @Test
    void maxPointsWithUnknownPrice_sendsNothing() {
        when(poe.account.knownPointLimit()).thenReturn(OptionalLong.of(300));
        when(poe.messages.quote(any())).thenReturn(new Quote("Pricey", null));
        when(poe.messages.quoteRetry(any())).thenReturn(new Quote("Pricey", null));
        var bots = List.of("Pricey", "Other");

        poe.refusal(ErrorCode.BUDGET_EXCEEDED, SendMessage.DEFINITION, "message", "hi", "max_points", 9999);
        poe.refusal(ErrorCode.BUDGET_EXCEEDED, RetryMessage.DEFINITION, "chat_id", CHAT, "max_points", 9999);
        poe.refusal(
                ErrorCode.BUDGET_EXCEEDED, CompareBots.DEFINITION, "message", "hi", "bots", bots, "max_points", 9999);

        verify(poe.messages, never()).send(any());
        verify(poe.messages, never()).retry(any(), any());
    }

    @Test
    void comparedBotAboveTheAccountsOwnLimit_isLeftOut() {
        when(poe.account.knownPointLimit()).thenReturn(OptionalLong.of(300));
        when(poe.messages.quote(any())).thenReturn(new Quote("Pricey", 500L), new Quote("Cheap", 1L));
        when(poe.messages.send(any())).thenReturn(ScriptedReply.growing(1L, "frog"));

        var replies = HandlerFixture.json(
                        poe.call(CompareBots.DEFINITION, "message", "hi", "bots", List.of("Pricey", "Cheap")))
                .path("replies");

        assertEquals("points_limit", replies.path(0).path("error").path("code").asText());
        assertEquals("frog", replies.path(1).path("text").asText());
        verify(poe.messages, times(1)).send(any());
    }
}
