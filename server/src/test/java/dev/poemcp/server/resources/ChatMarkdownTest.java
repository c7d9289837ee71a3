package dev.poemcp.server.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.Chats;
import dev.poemcp.poe.Chats.ChatPage;
import dev.poemcp.poe.Message;
import dev.poemcp.poe.Page;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ChatMarkdownTest {
    private static final Instant TIME = Instant.parse("2026-08-01T12:30:00Z");
    private static final ChatRef REF = new ChatRef.ByCode("2a9x");

    @Test
    void chat_isRenderedAsMarkdown() {
        var picture = new Attachment("frog.png", "image/png", URI.create("https://pfst.cf2.poecdn.net/a"), 10L);
        var chats = chats(List.of(List.of(
                message("user", "Where do\nfrogs sit?", "complete"),
                message("Haiku", "On lily pads.", "complete", picture),
                message("chat_break", "", "complete"),
                message("user", "And now?", "complete"),
                message("Haiku", "In", "cancelled"))));

        var markdown = new ChatMarkdown(chats).of(REF);

        assertEquals("""
                # Frogs

                - Bot: Haiku
                - Chat: https://poe.com/chat/2a9x
                - Last activity: 2026-08-01 12:30 UTC

                ## You, 2026-08-01 12:30 UTC, id 1

                Where do
                frogs sit?

                ## Haiku, 2026-08-01 12:30 UTC, id 1

                On lily pads.

                ![frog.png](https://pfst.cf2.poecdn.net/a)

                ---

                *Context cleared, 2026-08-01 12:30 UTC*

                ---

                ## You, 2026-08-01 12:30 UTC, id 1

                And now?

                ## Haiku, 2026-08-01 12:30 UTC, id 1

                In

                *(cancelled)*

                """, markdown);
    }

    @Test
    void allPages_areRenderedOldestFirst() {
        var chats = chats(List.of(
                List.of(message("user", "five", "complete"), message("user", "six", "complete")),
                List.of(message("user", "three", "complete"), message("user", "four", "complete")),
                List.of(message("user", "one", "complete"), message("user", "two", "complete"))));

        var markdown = new ChatMarkdown(chats).of(REF);

        var at = -1;
        for (var word : List.of("one", "two", "three", "four", "five", "six")) {
            var next = markdown.indexOf("\n" + word + "\n");
            assertTrue(next > at, () -> word + " is missing or out of order in " + markdown);
            at = next;
        }
    }

    @Test
    void longChat_keepsNewestPartAndSaysSo() {
        var chats = chats(List.of(
                List.of(message("user", "newest", "complete")),
                List.of(message("user", "middle ".repeat(60), "complete")),
                List.of(message("user", "oldest", "complete"))));

        var markdown = new ChatMarkdown(chats, 400).of(REF);

        assertTrue(markdown.contains("longer than this transcript may be"), markdown);
        assertTrue(markdown.contains("newest\n"), markdown);
        assertFalse(markdown.contains("oldest\n"), markdown);
        assertTrue(markdown.getBytes(StandardCharsets.UTF_8).length <= 400, markdown);
    }

    private static Chats chats(List<List<Message>> pagesNewestFirst) {
        var chats = mock(Chats.class);
        var chat = new Chat(1L, "2a9x", "Frogs", URI.create("https://poe.com/chat/2a9x"), "Haiku", TIME);
        when(chats.messages(any(), anyInt(), any())).thenAnswer(call -> {
            @Nullable String cursor = call.getArgument(2);
            var page = cursor == null ? 0 : Integer.parseInt(cursor);
            var next = page + 1 < pagesNewestFirst.size() ? Integer.toString(page + 1) : null;
            return new ChatPage(chat, new Page<>(pagesNewestFirst.get(page), next));
        });
        return chats;
    }

    private static Message message(String author, String text, String state, Attachment... attachments) {
        return new Message(1, null, author, text, state, TIME, List.of(attachments));
    }
}
