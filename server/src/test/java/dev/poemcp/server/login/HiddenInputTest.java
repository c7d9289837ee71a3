package dev.poemcp.server.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.server.settings.InvalidSettingException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/** Secrets from a pipe. */
final class HiddenInputTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @Test
    void eachQuestion_getsOneLineWithoutBlanks() {
        var input = input(" first \r\n\nthird");

        assertEquals("first", input.ask("One"));
        assertEquals("", input.ask("Two"));
        assertEquals("third", input.ask("Three"));
        assertEquals("", input.ask("Four"));
        assertEquals("One:\nTwo:\nThree:\nFour:\n", shown().replace("\r\n", "\n"));
    }

    @Test
    void longestLine_isTaken() {
        assertEquals("k".repeat(10_000), input("k".repeat(10_000) + "\n").ask("Key"));
    }

    @Test
    void endlessLine_isRefusedAndNotShown() {
        var endless = new InputStream() {
            @Override
            public int read() {
                return 'k';
            }
        };

        var refused =
                assertThrows(InvalidSettingException.class, () -> input(endless).ask("Key"));

        assertTrue(String.valueOf(refused.getMessage()).contains("longer than 10000 bytes"), refused::getMessage);
        assertFalse((shown() + refused.getMessage()).contains("kkk"));
    }

    private HiddenInput input(String typed) {
        return input(new ByteArrayInputStream(typed.getBytes(UTF_8)));
    }

    private HiddenInput input(InputStream in) {
        return new HiddenInput(in, new PrintStream(shown, true, UTF_8), false);
    }

    private String shown() {
        return shown.toString(UTF_8);
    }
}
