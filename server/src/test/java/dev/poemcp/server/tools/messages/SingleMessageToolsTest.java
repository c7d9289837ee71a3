package dev.poemcp.server.tools.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.Messages;
import dev.poemcp.server.settings.ConfirmPolicy;
import dev.poemcp.server.tools.HandlerFixture;
import dev.poemcp.server.tools.api.CallContext.Answer;
import dev.poemcp.tool.ErrorCode;
import dev.poemcp.tool.messages.CancelMessage;
import dev.poemcp.tool.messages.DeleteMessages;
import dev.poemcp.tool.messages.GetMessageShareUrl;
import dev.poemcp.tool.messages.GetTotalCostPoints;
import dev.poemcp.tool.messages.ListPreviewApps;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The tools for existing messages. */
final class SingleMessageToolsTest {
    private static final ChatRef CHAT = new ChatRef.ByCode("a1b2c3");

    private final HandlerFixture poe = new HandlerFixture();

    @AfterEach
    void close() {
        poe.close();
    }

    @Test
    void cancelMessage_saysWhetherAReplyWasRunning() {
        var chat = new ChatRef.Full(900000001L, "a1b2c3");
        when(poe.messages.cancel(CHAT))
                .thenReturn(new Messages.Cancellation(chat, true))
                .thenReturn(new Messages.Cancellation(chat, false));

        var running = poe.call(CancelMessage.DEFINITION, "chat_code", "a1b2c3");
        var idle = poe.call(CancelMessage.DEFINITION, "chat_code", "a1b2c3");

        assertEquals(new CancelMessage.Result(900000001L, "a1b2c3", true), running);
        assertEquals(new CancelMessage.Result(900000001L, "a1b2c3", false), idle);
    }

    @Test
    void messages_areDeletedOnce() {
        when(poe.messages.delete(CHAT, List.of(1L, 2L))).thenReturn("a1b2c3");

        var result = poe.call(DeleteMessages.DEFINITION, "chat_code", "a1b2c3", "message_ids", List.of(1, 2, 1));

        assertEquals(new DeleteMessages.Result("a1b2c3", List.of(1L, 2L)), result);
    }

    @Test
    void deleteMessagesUnderStrictPolicy_asksWithTitle() {
        var caller = poe.confirming(ConfirmPolicy.DESTRUCTIVE).answering(Answer.NO);
        when(poe.chats.get(CHAT)).thenReturn(HandlerFixture.CHAT);

        poe.refusal(
                ErrorCode.NOT_CONFIRMED, DeleteMessages.DEFINITION, "chat_code", "a1b2c3", "message_ids", List.of(1));

        assertEquals(List.of("Delete 1 message of the chat “Frogs” for good?"), caller.questions());
        verify(poe.messages, never()).delete(any(), any());
    }

    @Test
    void messages_areShared() {
        when(poe.messages.share(CHAT, List.of(1L)))
                .thenReturn(new Messages.Share("AbC", URI.create("https://poe.com/s/AbC")));

        var result = poe.call(GetMessageShareUrl.DEFINITION, "chat_code", "a1b2c3", "message_ids", List.of(1, 1));

        assertEquals(new GetMessageShareUrl.Result("https://poe.com/s/AbC", "AbC"), result);
    }

    @Test
    void unknownCost_isNull() {
        when(poe.messages.costPoints("m1")).thenReturn(12L);
        when(poe.messages.costPoints("m2")).thenReturn(null);

        assertEquals(
                12L,
                poe.call(GetTotalCostPoints.DEFINITION, "message_code", " m1 ").points());
        assertNull(poe.call(GetTotalCostPoints.DEFINITION, "message_code", "m2").points());
    }

    @Test
    void previews_areListed() {
        when(poe.messages.previewApps(5))
                .thenReturn(List.of(new Messages.PreviewApp(0, URI.create("https://poe.com/preview/x"))));

        var result = poe.call(ListPreviewApps.DEFINITION, "message_id", 5);

        assertEquals(
                new ListPreviewApps.Result(5, List.of(new ListPreviewApps.App(0, "https://poe.com/preview/x"))),
                result);
    }
}
