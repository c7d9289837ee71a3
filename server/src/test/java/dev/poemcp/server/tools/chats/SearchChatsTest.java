package dev.poemcp.server.tools.chats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.server.export.ArchiveFixture;
import dev.poemcp.server.export.ChatArchive;
import dev.poemcp.server.tools.HandlerFixture;
import dev.poemcp.tool.ErrorCode;
import dev.poemcp.tool.chats.SearchChats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SearchChatsTest {
    private final ArchiveFixture account;
    private final ChatArchive archive;
    private final HandlerFixture poe;

    SearchChatsTest(@TempDir Path folder) {
        account = new ArchiveFixture(folder);
        archive = new ChatArchive(folder);
        poe = new HandlerFixture().archive(archive);
    }

    @AfterEach
    void close() {
        poe.close();
        archive.close();
    }

    private JsonNode search(Object... arguments) {
        return HandlerFixture.json(poe.call(SearchChats.DEFINITION, arguments));
    }

    @Test
    void hit_namesItsMessageAndChat() throws IOException, InterruptedException {
        account.chat("bread", "Baking", "How do I bake bread?", "With rye flour.");
        account.export();

        JsonNode result = search("query", "rye");

        assertEquals("2026-11-01T11:00:00Z", result.path("archived_until").asText());
        assertTrue(result.path("next_cursor").isNull());
        assertEquals(1, result.path("hits").size());
        JsonNode hit = result.path("hits").path(0);
        assertEquals("bread", hit.path("chat_code").asText());
        assertEquals("bread".hashCode(), hit.path("chat_id").asLong());
        assertEquals("Baking", hit.path("title").asText());
        assertEquals(2, hit.path("message_id").asLong());
        assertEquals("Claude", hit.path("author").asText());
        assertEquals("2026-11-01T10:00:01Z", hit.path("creation_time").asText());
        assertEquals("With **rye** flour.", hit.path("snippet").asText());
    }

    @Test
    void pages_haveEachHitOnce() throws IOException, InterruptedException {
        for (int i = 0; i < 25; i++) {
            account.chat("c" + i, null, "apple number " + i);
        }
        account.export();

        List<String> codes = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            JsonNode page = cursor == null
                    ? search("query", "apple", "count", 10)
                    : search("query", "apple", "count", 10, "cursor", cursor);
            page.path("hits").forEach(hit -> codes.add(hit.path("chat_code").asText()));
            cursor = page.path("next_cursor").isNull()
                    ? null
                    : page.path("next_cursor").asText();
        } while (cursor != null);

        assertEquals(25, codes.size());
        assertEquals(25, codes.stream().distinct().count());
    }

    @Test
    void longTexts_fitIntoOneResult() throws IOException, InterruptedException {
        for (int i = 0; i < 50; i++) {
            account.chat("c" + i, "title ".repeat(100), "\u0001\"apple ".repeat(300));
        }
        account.export();

        JsonNode page = search("query", "apple", "count", 50);

        assertTrue(page.toString().length() < 30_000, () -> page.toString().length() + " characters");
        assertTrue(page.path("hits").size() > 5);
        assertTrue(page.path("next_cursor").isTextual());
    }

    @Test
    void foreignCursor_isAnInvalidArgument() throws IOException, InterruptedException {
        account.chat("a", null, "apple");
        account.export();

        for (String cursor : List.of("1", "x", "1-0", "99999-" + Integer.toHexString("apple".hashCode()))) {
            var unused =
                    poe.refusal(ErrorCode.INVALID_ARGUMENT, SearchChats.DEFINITION, "query", "apple", "cursor", cursor);
        }
    }

    @Test
    void missingArchive_isNotConfigured() {
        var error = poe.refusal(ErrorCode.NOT_CONFIGURED, SearchChats.DEFINITION, "query", "apple");

        assertTrue(String.valueOf(error.getMessage()).contains("there is no archive in it"), error::toString);
    }
}
