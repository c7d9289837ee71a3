package dev.poemcp.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.poemcp.tool.result.AttachmentResult;
import dev.poemcp.tool.result.ChatResult;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReplyLineTest {
    private static final ChatResult CHAT = new ChatResult(1L, "a1", null, "https://poe.com/chat/a1", null, null);
    private static final AttachmentResult CAT = new AttachmentResult("cat.png", null, "https://poe.com/cat", null);

    @Test
    void knownFacts_areInOrder() {
        var line = new ReplyLine(CHAT, 7L, List.of(7L), "code7", 30L, List.of(CAT));

        assertEquals(
                "[chat_code a1 · message_id 7 · 30 points · attachment cat.png https://poe.com/cat]", line.text(1000));
    }

    @Test
    void severalMessages_haveAllIds() {
        var line = new ReplyLine(CHAT, 7L, List.of(6L, 7L), "code7", 30L, List.of());

        assertEquals("[chat_code a1 · message_id 7 · message_ids 6, 7 · 30 points]", line.text(1000));
    }

    @Test
    void unknownCost_hasTheCodeToQueryIt() {
        var line = new ReplyLine(CHAT, 7L, List.of(7L), "code7", null, List.of());

        assertEquals("[chat_code a1 · message_id 7 · message_code code7]", line.text(1000));
    }

    @Test
    void attachmentsAboveTheMaximum_areCounted() {
        var line = new ReplyLine(null, null, List.of(), null, null, List.of(CAT, CAT, CAT));

        assertEquals("[attachment cat.png https://poe.com/cat · 2 more attachments]", line.text(60));
    }

    @Test
    void nothingKnown_isEmpty() {
        assertEquals("", new ReplyLine(null, null, List.of(), null, null, List.of()).text(1000));
    }
}
