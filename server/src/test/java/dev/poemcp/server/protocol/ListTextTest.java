package dev.poemcp.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.tool.bots.Explore;
import dev.poemcp.tool.chats.GetChatHistory;
import dev.poemcp.tool.chats.GetChatMessages;
import dev.poemcp.tool.models.GetUsageHistory;
import dev.poemcp.tool.models.ListModels;
import dev.poemcp.tool.result.AttachmentResult;
import dev.poemcp.tool.result.BotResult;
import dev.poemcp.tool.result.ChatResult;
import dev.poemcp.tool.result.MessageResult;
import dev.poemcp.tool.result.ModelResult;
import dev.poemcp.tool.result.ReplyResult;
import dev.poemcp.tool.result.UserResult;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ListTextTest {
    private static final ChatResult CHAT =
            new ChatResult(7L, "2a9x", "All\nfrogs", "https://poe.com/chat/2a9x", "Haiku", "2026-08-01T12:34:56.789Z");

    @Test
    void bots_areOneLineEach() {
        var found = List.of(
                bot("Haiku", 30L, "Writes haiku. In three lines."),
                bot("Echo", null, null),
                bot("Long", 1L, "x".repeat(149) + "🐸 and more"));

        assertEquals("""
                - Haiku · 30 points · Writes haiku.
                - Echo
                - Long · 1 points · %s…

                [There is more: cursor abc gets the next page.]""".formatted("x".repeat(149)), ListText.of(new Explore.Result(found, null, "abc")));
    }

    @Test
    void users_areOneLineEach() {
        var found = List.of(new UserResult(5, "ann", "Ann Lee", 3L, null), new UserResult(6, null, null, null, null));

        assertEquals("""
                - ann · Ann Lee · 3 followers
                - user_id 6""", ListText.of(new Explore.Result(null, found, null)));
    }

    @Test
    void models_areOneLineEach() {
        var prices = new ModelResult.Pricing("0.000001", "0.000005", null, null, "0.0000001", null);
        var found = List.of(
                new ModelResult(
                        "writer-4",
                        "Quill",
                        "Writes. Novels.",
                        List.of("text", "image"),
                        List.of("text"),
                        200_000L,
                        prices,
                        null),
                new ModelResult("bare", null, null, List.of(), List.of(), null, null, null));

        assertEquals("""
                - writer-4 · Quill · text, image → text · 200000 tokens · $0.000001/input token, $0.000005/output token · Writes.
                - bare

                [There is more: cursor abc gets the next page.]""", ListText.of(new ListModels.Result(found, "abc")));
    }

    @Test
    void usageEntries_areOneLineEach() {
        var entries = List.of(
                new GetUsageHistory.Entry("q", "2026-08-01T12:34:56Z", "Echo", 40L, "0.0012", "Chat", "Trip\nplan"),
                new GetUsageHistory.Entry(null, null, "Haiku", 3L, null, null, null));

        assertEquals("""
                - 2026-08-01 12:34 UTC · Echo · 40 points · $0.0012 · Chat · Trip plan
                - Haiku · 3 points

                [There is more: cursor abc gets older entries.]""", ListText.of(new GetUsageHistory.Result(entries, "abc", ReplyResult.Via.ACCOUNT)));
    }

    @Test
    void emptyList_saysSo() {
        assertTrue(ListText.of(new Explore.Result(List.of(), null, null)).startsWith("None found. Try fewer words"));
        assertEquals("None found.", ListText.of(new Explore.Result(null, List.of(), null)));
    }

    @Test
    void chats_areOneLineEach() {
        var untitled = new ChatResult(8L, "3b", null, "https://poe.com/chat/3b", null, null);

        assertEquals("""
                - All frogs · chat_code 2a9x · Haiku · 2026-08-01 12:34 UTC
                - Untitled chat · chat_code 3b""", ListText.of(new GetChatHistory.Result(List.of(CHAT, untitled), null)));
    }

    @Test
    void messages_areATranscript() {
        var file = new AttachmentResult("pond.csv", "text/csv", "https://a/pond.csv", 10L);
        var messages = List.of(
                message(41, "user", "Where do frogs sleep?", "complete", List.of(file)),
                message(42, "chat_break", "", "complete", List.of()),
                message(43, "Haiku", "On lily", "cancelled", List.of()));

        assertEquals("""
                # All frogs

                chat_code 2a9x · Haiku

                ## You, 2026-08-01 12:00 UTC, id 41

                Where do frogs sleep?

                [pond.csv](https://a/pond.csv)

                ---

                *Context cleared, 2026-08-01 12:00 UTC*

                ---

                ## Haiku, 2026-08-01 12:00 UTC, id 43

                On lily

                *(cancelled)*

                [There is more: cursor 41 gets older messages.]""", ListText.of(new GetChatMessages.Result(CHAT, messages, "41")));
    }

    private static BotResult bot(String handle, @Nullable Long points, @Nullable String description) {
        return new BotResult(1L, handle, handle, null, description, null, null, List.of(), null, points, null, null);
    }

    private static MessageResult message(
            long id, String author, String text, String state, List<AttachmentResult> files) {
        return new MessageResult(id, null, author, text, state, "2026-08-01T12:00:30.123456Z", files);
    }
}
