package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/**
 * The packaged program with the developer's own settings and credentials and the real poe.com. Reads only, unless
 * {@code -Dlive.points=N} allows one message for at most N points. Writes {@code target/tested-live.md}.
 */
@LiveOnly
final class LivePoeIT {
    @Test
    void capabilities_workToday() throws IOException {
        List<LiveChecks.Row> rows;
        try (var host = HostSession.open(Launch.withOwnEnvironment(System.getenv()))) {
            rows = LiveChecks.run(host, points());
        }

        String table = LiveChecks.table(rows, LocalDate.now(ZoneId.systemDefault()));
        Files.writeString(Path.of("target", "tested-live.md"), table);
        System.out.println("\n" + table);
        assertEquals(List.of(), rows.stream().filter(LiveChecks.Row::failed).toList());
    }

    private static OptionalLong points() {
        String points = System.getProperty("live.points");
        return points == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(points));
    }
}
