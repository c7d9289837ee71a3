package dev.poemcp.server.tools.chats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.Chats.ChatPage;
import dev.poemcp.poe.Chats.ImportedChat;
import dev.poemcp.poe.Message;
import dev.poemcp.poe.Page;
import dev.poemcp.server.settings.ConfirmPolicy;
import dev.poemcp.server.tools.HandlerFixture;
import dev.poemcp.server.tools.api.CallContext.Answer;
import dev.poemcp.tool.ErrorCode;
import dev.poemcp.tool.chats.ClearChatContext;
import dev.poemcp.tool.chats.DeleteChat;
import dev.poemcp.tool.chats.GetChatHistory;
import dev.poemcp.tool.chats.GetChatMessages;
import dev.poemcp.tool.chats.ImportChat;
import dev.poemcp.tool.chats.SetChatContextOptimization;
import dev.poemcp.tool.chats.SetChatTitle;
import dev.poemcp.tool.result.ChatResult;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChatsToolsTest {
    private static final ChatRef CHAT = new ChatRef.ByCode("a1b2c3");
    private static final ChatRef.Full FULL = new ChatRef.Full(1, "a1b2c3");

    private final HandlerFixture poe = new HandlerFixture();

    @AfterEach
    void close() {
        poe.close();
    }

    private static Chat chat(long number, @Nullable String title) {
        return new Chat(number, "c" + number, title, URI.create("https://poe.com/chat/c" + number), null, null);
    }

    private static Message message(String author, String text) {
        return new Message(
                800000000001L, null, author, text, "complete", Instant.parse("2026-08-01T12:00:00.123456Z"), List.of());
    }

    @Test
    void history_isAPage() {
        when(poe.chats.history(20, null)).thenReturn(new Page<>(List.of(chat(1, null)), "next"));

        var json = HandlerFixture.json(poe.call(GetChatHistory.DEFINITION));

        assertEquals("next", json.path("next_cursor").asText());
        assertTrue(json.path("chats").path(0).path("title").isNull());
        assertTrue(json.path("chats").path(0).path("bot").isMissingNode(), "absent where unknown");
    }

    @Test
    void titleSearch_findsEachChatOnceOverPages() {
        List<Chat> all = IntStream.range(0, 250)
                .mapToObj(i -> chat(i, i % 3 == 0 ? "About FROGS " + i : i % 3 == 1 ? "Toads" : null))
                .toList();
        when(poe.chats.history(eq(100), any())).thenAnswer(call -> {
            String cursor = call.getArgument(1);
            int from = cursor == null ? 0 : Integer.parseInt(cursor);
            int to = Math.min(all.size(), from + 100);
            return new Page<>(all.subList(from, to), to == all.size() ? null : Integer.toString(to));
        });

        List<Long> found = new ArrayList<>();
        String cursor = null;
        do {
            var page = cursor == null
                    ? poe.call(GetChatHistory.DEFINITION, "title_contains", "frogs", "count", 7)
                    : poe.call(GetChatHistory.DEFINITION, "title_contains", "frogs", "count", 7, "cursor", cursor);
            assertTrue(page.chats().size() <= 7);
            page.chats().stream().map(ChatResult::chatId).forEach(found::add);
            cursor = page.nextCursor();
        } while (cursor != null);

        assertEquals(
                IntStream.range(0, 250)
                        .filter(i -> i % 3 == 0)
                        .mapToObj(i -> (long) i)
                        .toList(),
                found);
    }

    @Test
    void titleSearchWithoutHit_stopsAndContinuesLater() {
        when(poe.chats.history(eq(100), any()))
                .thenReturn(new Page<>(Collections.nCopies(100, chat(1, "Toads")), "more"));

        var page = poe.call(GetChatHistory.DEFINITION, "title_contains", "frogs");

        assertEquals(List.of(), page.chats());
        assertEquals("0:more", page.nextCursor());
        verify(poe.chats, org.mockito.Mockito.times(20)).history(anyInt(), any());
    }

    @Test
    void titleSearchWithForeignCursor_isRejected() {
        poe.refusal(
                ErrorCode.INVALID_ARGUMENT, GetChatHistory.DEFINITION, "title_contains", "frogs", "cursor", "not ours");
    }

    @Test
    void messages_areReadOldestFirst() {
        when(poe.chats.messages(CHAT, 2, "c"))
                .thenReturn(new ChatPage(
                        HandlerFixture.CHAT,
                        new Page<>(List.of(message("user", "hi"), message("Haiku", "frog")), "older")));

        var result = poe.call(GetChatMessages.DEFINITION, "chat_code", "a1b2c3", "count", 2, "cursor", "c");

        assertEquals(
                List.of("hi", "frog"),
                result.messages().stream().map(message -> message.text()).toList());
        assertEquals("2026-08-01T12:00:00.123456Z", result.messages().get(0).creationTime());
        assertEquals("older", result.nextCursor());
    }

    @Test
    void longMessages_comeInSmallerPages() {
        when(poe.chats.messages(eq(CHAT), anyInt(), any())).thenAnswer(call -> {
            int count = call.getArgument(1);
            return new ChatPage(
                    HandlerFixture.CHAT,
                    new Page<>(Collections.nCopies(count, message("Haiku", "x".repeat(10_000))), "before " + count));
        });

        var result = poe.call(GetChatMessages.DEFINITION, "chat_code", "a1b2c3");

        assertEquals(2, result.messages().size());
        assertEquals("before 2", result.nextCursor());
    }

    @Test
    void messageLongerThanPage_saysHowToContinue() {
        when(poe.chats.messages(eq(CHAT), anyInt(), any()))
                .thenReturn(new ChatPage(
                        HandlerFixture.CHAT, new Page<>(List.of(message("Haiku", "x".repeat(200_000))), null)))
                .thenReturn(new ChatPage(
                        HandlerFixture.CHAT, new Page<>(List.of(message("user", "x".repeat(200_000))), null)));

        String ofBot = poe.call(GetChatMessages.DEFINITION, "chat_code", "a1b2c3")
                .messages()
                .get(0)
                .text();
        String ofUser = poe.call(GetChatMessages.DEFINITION, "chat_code", "a1b2c3")
                .messages()
                .get(0)
                .text();

        assertTrue(ofBot.endsWith(
                "[Cut here: get_reply with chat_code a1b2c3, message_id 800000000001 and text_offset 20000"
                        + " reads on.]"));
        assertTrue(ofUser.endsWith("[Cut here: the resource poe://chats/a1b2c3 has the whole message.]"));
    }

    @Test
    void chatSettings_areSet() {
        when(poe.chats.setTitle(CHAT, "Toads")).thenReturn(FULL);
        when(poe.chats.setContextOptimization(CHAT, false)).thenReturn(FULL);
        when(poe.chats.clearContext(CHAT)).thenReturn(FULL);

        assertEquals(
                new SetChatTitle.Result(1, "a1b2c3", "Toads"),
                poe.call(SetChatTitle.DEFINITION, "chat_code", "a1b2c3", "title", " Toads "));
        assertEquals(
                new SetChatContextOptimization.Result(1, "a1b2c3", false),
                poe.call(SetChatContextOptimization.DEFINITION, "chat_code", "a1b2c3", "enabled", false));
        assertEquals(
                new ClearChatContext.Result(1, "a1b2c3", true),
                poe.call(ClearChatContext.DEFINITION, "chat_code", "a1b2c3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AbC123",
                " AbC123 ",
                "https://poe.com/s/AbC123",
                "http://www.poe.com/s/AbC123/",
                "poe.com/s/AbC123?utm=x",
                "/s/AbC123#top",
                "http://127.0.0.1:8080/s/AbC123",
            })
    void sharedChat_isImportedByCodeOrUrl(String name) {
        when(poe.chats.importShared("AbC123")).thenReturn(new ImportedChat(HandlerFixture.CHAT, 0));

        var json = HandlerFixture.json(poe.call(ImportChat.DEFINITION, "share_code", name));

        assertEquals(900000001L, json.path("chat_id").asLong());
        assertFalse(json.has("attachments_missing"), json::toString);
    }

    @Test
    void importWithoutItsAttachments_saysSo() {
        when(poe.chats.importShared("AbC123")).thenReturn(new ImportedChat(HandlerFixture.CHAT, 2));

        assertEquals(2, poe.call(ImportChat.DEFINITION, "share_code", "AbC123").attachmentsMissing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://poe.com/chat/AbC123", "a b", "poe.com/s/", "../x", "https://poe.com/s/a/b"})
    void malformedCode_isRejected(String name) {
        poe.refusal(ErrorCode.INVALID_ARGUMENT, ImportChat.DEFINITION, "share_code", name);

        verify(poe.chats, never()).importShared(any());
    }

    @Test
    void deleteChat_doesNotAskByDefault() {
        when(poe.chats.delete(new ChatRef.ById(1))).thenReturn(FULL);

        assertEquals(new DeleteChat.Result(1, "a1b2c3", true), poe.call(DeleteChat.DEFINITION, "chat_id", 1));
        assertEquals(List.of(), poe.caller().questions());
    }

    @Test
    void deleteChatUnderStrictPolicy_asksUser() {
        var caller = poe.confirming(ConfirmPolicy.DESTRUCTIVE).answering(Answer.YES);
        when(poe.chats.messages(CHAT, 100, null))
                .thenReturn(new ChatPage(HandlerFixture.CHAT, new Page<>(List.of(message("user", "hi")), "older")));
        when(poe.chats.delete(CHAT)).thenReturn(FULL);

        poe.call(DeleteChat.DEFINITION, "chat_code", "a1b2c3");

        assertEquals(List.of("Delete the chat “Frogs” with its more than 1 message for good?"), caller.questions());
        verify(poe.chats).delete(CHAT);
    }

    @Test
    void deletedChatUnderStrictPolicy_isDoneWithoutQuestion() {
        var caller = poe.confirming(ConfirmPolicy.DESTRUCTIVE).answering(Answer.NO);
        when(poe.chats.deleted(CHAT)).thenReturn(Optional.of(FULL));

        var result = poe.call(DeleteChat.DEFINITION, "chat_code", "a1b2c3");

        assertEquals(new DeleteChat.Result(1, "a1b2c3", true), result);
        assertEquals(List.of(), caller.questions());
        verify(poe.chats, never()).delete(any());
    }

    @Test
    void chatNamedByIdAndCode_isBoth() {
        when(poe.chats.delete(FULL)).thenReturn(FULL);

        poe.call(DeleteChat.DEFINITION, "chat_id", 1, "chat_code", "https://poe.com/chat/a1b2c3");

        verify(poe.chats).delete(FULL);
    }

    @Test
    void untitledChat_isNamedByCodeAndKeptAfterNo() {
        var caller = poe.confirming(ConfirmPolicy.DESTRUCTIVE).answering(Answer.NO);
        when(poe.chats.messages(any(), anyInt(), any()))
                .thenReturn(new ChatPage(chat(7, null), new Page<>(List.of(), null)));

        poe.refusal(ErrorCode.NOT_CONFIRMED, DeleteChat.DEFINITION, "chat_id", 7);

        assertTrue(caller.questions().get(0).contains("“c7” with its 0 messages"), caller.questions()::toString);
        verify(poe.chats, never()).delete(any());
    }

    @Test
    void missingTitle_isAllowed() {
        when(poe.chats.history(20, null)).thenReturn(new Page<>(List.of(chat(1, null)), null));

        var result = poe.call(GetChatHistory.DEFINITION);

        assertNull(result.chats().get(0).title());
        assertNotNull(result.chats().get(0).url());
    }
}
