package dev.poemcp.poe.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestNameTest {
    private static final List<String> NAMES =
            List.of("bot", "chat_code", "chat_id", "files", "max_points", "message", "title_contains", "wait_seconds");

    @ParameterizedTest
    @CsvSource({
        "bott, bot",
        "chatId, chat_id",
        "chatCode, chat_code",
        "mesage, message",
        "title, title_contains",
        "wait, wait_seconds",
        "timeout_wait_seconds, wait_seconds",
        "FILES, files",
        "file, files",
    })
    void typo_hasItsClosestName(String typo, String meant) {
        assertEquals(Optional.of(meant), NearestName.of(typo, NAMES));
    }

    @Test
    void unrelatedName_hasNone() {
        assertEquals(Optional.empty(), NearestName.of("temperature", NAMES));
        assertEquals(Optional.empty(), NearestName.of("x".repeat(10_000), NAMES));
        assertEquals(Optional.empty(), NearestName.of("", NAMES));
    }
}
