package dev.poemcp.poe.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** With programs that are no browsers. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs are shell scripts")
final class BrowserProcessTest {
    private static final Path SHELL = Path.of("/bin/sh");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void endedBrowser_isDescribedWithoutItsAddress() throws Exception {
        var process = BrowserProcess.start(
                SHELL,
                List.of(
                        "-c",
                        "echo Cannot open the profile.; echo DevTools listening on ws://127.0.0.1:1/secret; exit 21"));

        process.awaitEnd(LIMIT);

        assertFalse(process.isRunning());
        // The output is read on another thread, which ends with the process.
        String end = process.end();
        while (!end.contains("(")) {
            Thread.onSpinWait();
            end = process.end();
        }
        assertEquals("The browser ended with code 21 (Cannot open the profile.).", end);
    }

    @Test
    void end_endsBrowserThatIgnoresIt() throws Exception {
        var process = BrowserProcess.start(SHELL, List.of("-c", "trap '' TERM; while :; do sleep 1; done"));
        assertTrue(process.isRunning());

        process.end(Duration.ofMillis(100));

        process.awaitEnd(LIMIT);
        assertFalse(process.isRunning());
    }

    @Test
    void environment_hasNoCredentials() throws Exception {
        var process = BrowserProcess.start(
                SHELL, List.of("-c", "env | grep -c -i -E '^(POE_|.*(TOKEN|SECRET|PASSWORD))'; exit 0"));

        process.awaitEnd(LIMIT);

        String end = process.end();
        while (!end.contains("(")) {
            Thread.onSpinWait();
            end = process.end();
        }
        assertEquals("The browser ended with code 0 (0).", end);
    }

    @Test
    void missingProgram_isNamed() throws Exception {
        var missing = Path.of("/no/such/browser");

        try {
            var process = BrowserProcess.start(missing, List.of());
            process.awaitEnd(LIMIT);
            assertTrue(process.end().contains("code 127"), process.end());
        } catch (BrowserException notStarted) {
            // Without a shell in between.
            assertTrue(String.valueOf(notStarted.getMessage()).contains(missing.toString()));
        }
    }
}
