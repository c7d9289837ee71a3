package dev.poemcp.server.protocol;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.when;

import dev.poemcp.poe.Bot;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.Chats.ChatPage;
import dev.poemcp.poe.Message;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.Page;
import dev.poemcp.poe.User;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.tools.HandlerFixture;
import dev.poemcp.tool.bots.Explore;
import dev.poemcp.tool.bots.GetBotInfo;
import dev.poemcp.tool.chats.GetChatHistory;
import dev.poemcp.tool.chats.GetChatMessages;
import dev.poemcp.tool.messages.CompareBots;
import dev.poemcp.tool.messages.GetReply;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However long Poe's texts are, a result has fewer than 30,000 characters as text, and as JSON. */
final class ResultLimitTest {
    private static final String LONG = "\"Frogs\"\nsleep. ".repeat(10_000);

    private final HandlerFixture poe = new HandlerFixture();
    private final ResultContent content = new ResultContent(
            () -> {
                throw new AssertionError("no pictures here");
            },
            () -> {
                throw new AssertionError("no pictures here");
            });

    @AfterEach
    void close() {
        poe.close();
    }

    @Test
    void longReply_fits() {
        when(poe.messages.follow(any(), any()))
                .thenReturn(new TypicalResults.Complete(TypicalResults.reply("Haiku", LONG)));

        assertFits(poe.call(GetReply.DEFINITION, "chat_code", "a1b2c3"), "text_offset");
    }

    @Test
    void eightLongRepliesAndVerdict_fit() {
        when(poe.messages.send(any()))
                .thenAnswer(call -> new TypicalResults.Complete(
                        TypicalResults.reply(call.<NewMessage>getArgument(0).bot(), LONG)));

        var result = poe.call(
                CompareBots.DEFINITION,
                "message",
                "hi",
                "bots",
                List.of("A", "B", "C", "D", "E", "F", "G", "H"),
                "judge",
                "J");

        assertFits(result, "text_offset");
    }

    @Test
    void longMessages_fit() {
        when(poe.chats.messages(any(), anyInt(), any())).thenAnswer(call -> {
            int count = call.getArgument(1);
            var message = new Message(
                    800000000001L, null, "Haiku", LONG.substring(0, 900), "complete", Instant.EPOCH, List.of());
            return new ChatPage(HandlerFixture.CHAT, new Page<>(Collections.nCopies(count, message), "older"));
        });

        assertFits(poe.call(GetChatMessages.DEFINITION, "chat_code", "a1b2c3", "count", 100), "cursor older");
    }

    @Test
    void messageLongerThanResult_fits() {
        when(poe.chats.messages(any(), anyInt(), any()))
                .thenReturn(new ChatPage(
                        HandlerFixture.CHAT,
                        new Page<>(
                                List.of(new Message(
                                        800000000001L, null, "Haiku", LONG, "complete", Instant.EPOCH, List.of())),
                                null)));

        assertFits(poe.call(GetChatMessages.DEFINITION, "chat_code", "a1b2c3"), "get_reply with chat_code a1b2c3");
    }

    @Test
    void manyChatsWithLongTitles_fit() {
        when(poe.chats.history(anyInt(), any())).thenAnswer(call -> {
            int count = call.getArgument(0);
            var chat =
                    new Chat(1L, "c1", "t".repeat(500), URI.create("https://poe.com/chat/c1"), "Haiku", Instant.EPOCH);
            return new Page<>(Collections.nCopies(count, chat), "later");
        });

        assertFits(poe.call(GetChatHistory.DEFINITION, "count", 100), "cursor later");
    }

    @Test
    void manyBotsWithLongTexts_fit() {
        when(poe.bots.explore(any(), anyInt(), any()))
                .thenAnswer(call -> new Page<>(Collections.nCopies(call.<Integer>getArgument(1), bot()), "later"));

        assertFits(poe.call(Explore.DEFINITION, "count", 100), "cursor later");
    }

    @Test
    void manyUsersWithLongNames_fit() {
        when(poe.people.search(any(), anyInt(), any()))
                .thenAnswer(call -> new Page<>(
                        Collections.nCopies(
                                call.<Integer>getArgument(1), new User(555, "ann", "A".repeat(1000), 3L, null)),
                        "later"));

        assertFits(poe.call(Explore.DEFINITION, "entity_type", "user", "count", 100), "cursor later");
    }

    @Test
    void botWithLongTexts_fits() {
        when(poe.bots.get("Haiku")).thenReturn(bot());

        assertFits(poe.call(GetBotInfo.DEFINITION, "bot_handle", "Haiku"), "…");
    }

    private static Bot bot() {
        return new Bot(77L, "Haiku", "Haiku", "haiku-1", LONG, null, LONG, List.of("poetry"), null, null, true);
    }

    /** @param sign what tells the reader that there is more */
    private void assertFits(Record result, String sign) {
        var rendered = content.of(result, new RecordingHost());
        var text = new StringBuilder();
        for (var part : rendered.content()) {
            if (part instanceof TextContent block) {
                text.append(block.text()).append('\n');
            }
        }
        var json = JsonRpc.JSON.valueToTree(rendered.structuredContent()).toString();
        assertTrue(text.length() < 30_000, () -> "text has " + text.length());
        assertTrue(json.length() < 30_000, () -> "JSON has " + json.length());
        assertTrue(text.indexOf(sign) >= 0, () -> "no sign in " + text);
    }
}
