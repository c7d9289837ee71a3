package dev.poemcp.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.it.ConformanceSuite;
import dev.poemcp.it.RequiresNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every server scenario of the public suite, at a revision with sessions and the stateless one. Known failures are
 * listed with reasons in {@code conformance-baseline-REVISION.yml}; a listed scenario that passes is also a failure.
 */
@Isolated("the suite has time limits of its own")
@RequiresNode
final class ConformanceIT {
    @ParameterizedTest
    @ValueSource(strings = {"2025-11-25", "2026-07-28"})
    void everyScenario_passesUnlessKnownToFail(String revision) throws Exception {
        var suite = ConformanceSuite.installed();
        try (var server = new FixtureServer(0)) {
            var run = suite.run(server.mcp(), revision, baseline(revision));

            assertEquals(0, run.exitCode(), () -> run.stdout() + run.stderr());
            assertTrue(run.stdout().contains("SUMMARY"), run.stdout());
        }
    }

    private static Path baseline(String revision) {
        var file = Path.of(
                System.getProperty("project.root"),
                "integration-tests/src/test/node/conformance-baseline-" + revision + ".yml");
        assertTrue(Files.exists(file), file::toString);
        return file;
    }
}
