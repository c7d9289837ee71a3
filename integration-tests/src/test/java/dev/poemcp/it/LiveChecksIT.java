package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.SiteBuild;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The checks for the real poe.com, against the emulator. */
@ExtendWith(ServerExtension.class)
final class LiveChecksIT {
    @TempDir
    Path home;

    private final PoeEmulator poe;

    LiveChecksIT(Servers servers) {
        // The only build with a points history.
        poe = servers.closeAfterTest(
                PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.SEPTEMBER_2026)));
    }

    @Test
    void healthyAccount_worksInEveryRowAndSendsOnce() {
        poe.bot("Cheap").says("po", "ng").costs(1);
        var settings = new HashMap<>(own());
        settings.put("POE_API_KEY", poe.apiKey());
        try (var host = HostSession.open(Launch.withOwnEnvironment(settings))) {
            host.call("send_message", "bot", "Echo", "message", "private words").assertOk();
            int before = poe.sentMessages().size();

            var rows = LiveChecks.run(host, OptionalLong.of(200));

            assertEquals(
                    List.of(),
                    rows.stream()
                            .filter(row -> !row.result().startsWith("works"))
                            .toList());
            assertEquals(before + 1, poe.sentMessages().size());
            String table = LiveChecks.table(rows, LocalDate.of(2026, 11, 25));
            assertTrue(table.contains("| `send_message` | works, streamed | "), table);
            assertTrue(table.matches("(?s).*\\| `get_reply` \\| works \\| \\d+ \\| 2026-11-25 \\|\\n"), table);
            assertFalse(table.contains("private words"), table);
        }
    }

    @Test
    void brokenAccount_failsInRowsWithCode() {
        var settings = new HashMap<>(own());
        settings.put("POE_P_B", "expired");
        try (var host = HostSession.open(Launch.withOwnEnvironment(settings))) {
            var rows = LiveChecks.run(host, OptionalLong.empty());

            String table = LiveChecks.table(rows, LocalDate.of(2026, 11, 25));
            assertTrue(table.contains("| `get_settings` | failed: `auth_expired` | "), table);
            assertTrue(table.contains("| `get_chat_messages` | skipped: no chat | "), table);
            assertFalse(table.contains("send_message"), table);
            assertTrue(rows.stream().anyMatch(LiveChecks.Row::failed), table);
        }
    }

    private Map<String, String> own() {
        return Map.of(
                "HOME", home.toString(),
                "POE_BASE_URL", poe.url().toString(),
                "POE_API_BASE_URL", poe.apiUrl().toString(),
                "POE_P_B", poe.account().pB(),
                "POE_P_LAT", poe.account().pLat());
    }
}
