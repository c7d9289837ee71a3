package dev.poemcp.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.poemcp.tool.result.AttachmentResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReplyFactsTest {
    private static final String URL = "https://poe.com/cat.png";

    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "120_400, 120 kB", "999_499, 999 kB", "999_500, 1.0 MB", "25_260_000, 25.3 MB"})
    void attachment_hasTypeAndSize(String bytes, String size) {
        var file = new AttachmentResult("cat.png", "image/png", URL, Long.valueOf(bytes.replace("_", "")));

        assertEquals("cat.png (image/png, " + size + ") " + URL, ReplyFacts.attachment(file));
    }

    @Test
    void unknownTypeOrSize_isLeftOut() {
        assertEquals("cat.png " + URL, ReplyFacts.attachment(new AttachmentResult("cat.png", null, URL, null)));
        assertEquals("cat.png (5 B) " + URL, ReplyFacts.attachment(new AttachmentResult("cat.png", null, URL, 5L)));
    }

    @Test
    void controlCharacters_doNotReachTheTerminal() {
        var file = new AttachmentResult("a\u001b]0;b\n.png", null, URL, null);

        assertEquals("a ]0;b .png " + URL, ReplyFacts.attachment(file));
    }
}
