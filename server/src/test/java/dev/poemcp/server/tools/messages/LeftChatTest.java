package dev.poemcp.server.tools.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.server.tools.FailureMessages;
import dev.poemcp.server.tools.HandlerFixture;
import dev.poemcp.tool.messages.SendMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages that fail after Poe has accepted them. */
final class LeftChatTest {
    private final HandlerFixture poe = new HandlerFixture();

    @AfterEach
    void close() {
        poe.close();
    }

    @Test
    void failedReplyInNewChat_namesTheChatItLeft() {
        var why = new PoeFailure.MessageFailed("error_no_retry", "No.", false, Spend.NONE);
        when(poe.messages.send(any())).thenAnswer(call -> ScriptedReply.failing("", why));

        var inNew = assertThrows(PoeException.class, () -> poe.call(SendMessage.DEFINITION, "message", "hi"));
        var inOld = assertThrows(
                PoeException.class, () -> poe.call(SendMessage.DEFINITION, "message", "hi", "chat_code", "a1b2c3"));

        assertEquals(why, inNew.failure());
        assertTrue(
                FailureMessages.of(inNew).nextStep().contains("chat_code a1b2c3"),
                () -> FailureMessages.of(inNew).nextStep());
        assertFalse(FailureMessages.of(inNew).retryable());
        assertEquals(FailureMessages.of(why), FailureMessages.of(inOld));
    }

    @Test
    void unreadableReplyInNewChat_namesTheChatItLeft() {
        var lost = new PoeFailure.Network("The connection broke.", Spend.NONE);
        when(poe.messages.send(any())).thenReturn(new FaultyReply(new PoeException(lost)));

        var failed = assertThrows(PoeException.class, () -> poe.call(SendMessage.DEFINITION, "message", "hi"));

        assertTrue(
                FailureMessages.of(failed).nextStep().contains("chat_code"),
                () -> FailureMessages.of(failed).nextStep());
    }
}
