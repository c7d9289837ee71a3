package dev.poemcp.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.poemcp.server.export.ChatExporter.State;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a user, a file and a program see of an export. */
final class ExportProgressTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private long now;

    private ExportProgress progress(boolean json, boolean interactive) {
        var terminal = new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Map.of(),
                interactive);
        return new ExportProgress(terminal, json, () -> now);
    }

    @Test
    void terminal_hasABarWithRateAndTimeLeft() {
        var progress = progress(false, true);

        now = 2_000_000_000L;
        progress.chat(10, 40, "abc1", State.SAVED, "T\u001b-abc1.md", null);
        progress.chat(40, 40, "abc2", State.UNCHANGED, "U-abc2.md", null);

        assertEquals("\r\u001b[Ksaved T-abc1.md\n", out.toString(UTF_8));
        assertEquals("\r\u001b[K#####--------------- 10/40, 5.0 chats/s, 6 s left\r\u001b[K", err.toString(UTF_8));
    }

    @Test
    void terminal_showsWhatTakesLong() {
        var progress = progress(false, true);

        now = 2_000_000_000L;
        progress.working("300 chats listed");
        progress.chat(10, 40, "abc1", State.UNCHANGED, "T-abc1.md", null);
        progress.working("3400 messages");

        assertEquals(
                List.of(
                        "",
                        "300 chats listed",
                        "#####--------------- 10/40, 5.0 chats/s, 6 s left",
                        "#####--------------- 10/40, 5.0 chats/s, 6 s left · 3400 messages"),
                List.of(err.toString(UTF_8).split("\r\u001b\\[K")));
    }

    @Test
    void file_hasALineForEachChange() {
        var progress = progress(false, false);

        progress.working("300 chats listed");
        progress.chat(1, 2, "abc1", State.UNCHANGED, "T-abc1.md", null);
        progress.chat(2, 2, "abc2", State.FAILED, null, "nonsense");

        assertEquals("[2/2] failed abc2: nonsense\n", out.toString(UTF_8));
        assertEquals("", err.toString(UTF_8));
    }

    @Test
    void program_getsAnObjectForEachChat() {
        progress(true, true).chat(1, 2, "abc1", State.UNCHANGED, "T-abc1.md", null);

        assertEquals(
                "{\"chat_code\":\"abc1\",\"state\":\"unchanged\",\"file\":\"T-abc1.md\",\"failure\":null,\"done\":1,\"all\":2}\n",
                out.toString(UTF_8));
    }
}
