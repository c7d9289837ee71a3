package dev.poemcp.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that a test runs to its end, with an environment of its own and nothing on stdin. */
record Command(Path folder, Map<String, String> environment) {
    /** Returns what it wrote on stdout and stderr, once it has ended with this exit code. */
    String run(int exitCode, List<String> words) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(exitCode, process.exitValue(), output);
        return output;
    }

    String run(String... words) throws IOException, InterruptedException {
        return run(0, List.of(words));
    }

    /** With the {@code PATH} of this process. */
    static Command in(Path folder) {
        return new Command(folder, Map.of("PATH", System.getenv("PATH")));
    }
}
