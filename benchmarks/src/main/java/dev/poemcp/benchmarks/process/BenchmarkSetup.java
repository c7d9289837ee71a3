package dev.poemcp.benchmarks.process;

import dev.poemcp.emulator.control.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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

    /** Variables with which a program uses an account of the emulator at this URL. */
    public static Map<String, String> account(String url, Account account) {
        return Map.of("POE_BASE_URL", url, "POE_P_B", account.pB(), "POE_P_LAT", account.pLat());
    }
}
