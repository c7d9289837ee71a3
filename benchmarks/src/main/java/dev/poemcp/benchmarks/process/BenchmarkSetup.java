package dev.poemcp.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What every part needs.
 *
 * @param root of the repository
 * @param rounds of a short measurement; longer ones run fewer
 * @param jdks that run the program
 * @param folder for the homes of the started programs; removed at the end
 */
public record BenchmarkSetup(Path root, int rounds, List<Jdk> jdks, Path folder) {
    private static final int SHORT_ROUNDS_PER_LONG = 3;

    /** Rounds of a measurement that takes minutes. */
    public int longRounds() {
        return Math.max(1, rounds / SHORT_ROUNDS_PER_LONG);
    }

    /** A new, empty home. */
    public Path newHome() throws IOException {
        return Files.createTempDirectory(folder, "home");
    }
}
