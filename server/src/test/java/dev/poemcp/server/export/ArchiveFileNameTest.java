package dev.poemcp.server.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of files that every file system takes. */
final class ArchiveFileNameTest {
    private static final Instant TIME = Instant.parse("2026-08-17T05:18:59Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Packing list|20260817-0518 Packing list-abc1.md",
                "a/b\\c:d*e?f\"g<h>i|20260817-0518 a b c d e f g h i-abc1.md",
                "../../etc/passwd|20260817-0518 etc passwd-abc1.md",
                "CON|20260817-0518 CON-abc1.md",
                "...|20260817-0518 untitled-abc1.md",
                "Größe 😀 猫|20260817-0518 Größe 😀 猫-abc1.md"
            })
    void title_becomesPartOfTheName(String title, String name) {
        assertEquals(name, ArchiveFileName.of(TIME, title, "abc1", "md"));
    }

    @Test
    void invisibleCharacters_areLeftOut() {
        assertEquals("20260817-0518 a b c-abc1.md", ArchiveFileName.of(TIME, "a\u202eb\nc\u0000", "abc1", "md"));
    }

    @Test
    void longTitle_isShortenedBetweenCharacters() {
        String name = ArchiveFileName.of(TIME, "😀".repeat(300), "abc1", "json");

        assertTrue(name.getBytes(UTF_8).length <= 255, name);
        assertEquals("20260817-0518 " + "😀".repeat(30) + "-abc1.json", name);
    }

    @Test
    void chatWithoutMessages_hasANameToo() {
        assertEquals("19700101-0000 untitled-abc1.md", ArchiveFileName.of(null, "", "abc1", "md"));
    }
}
