package dev.poemcp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Start-up cost: a user waits for each class that is loaded before the first response. */
final class StartIT {
    /** The SDK's own server with its default validator and Logback's XML loads 3,788. */
    private static final int MAX_CLASSES = 3_300;

    private static final List<String> NOT_BEFORE_THE_FIRST_CALL = List.of(
            "okhttp3.",
            "kotlin.",
            "com.networknt.",
            "io.roastedroot.",
            "picocli.",
            "org.eclipse.jetty.",
            "dev.poemcp.emulator.",
            "dev.poemcp.poe.site.",
            "dev.poemcp.server.cli.AskCommand",
            "dev.poemcp.server.tools.messages.");

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    StartIT() {}

    @Test
    void start_loadsOnlyWhatTheFirstResponsesNeed() throws Exception {
        var log = folder.resolve("classes.log");

        var responses = responsesOfServer(log);

        assertEquals(2, responses.size(), responses::toString);
        assertTrue(responses.get(1).contains("send_message"), () -> responses.get(1));
        try (Stream<String> lines = Files.lines(log)) {
            var classes = lines.filter(line -> line.contains(" source:"))
                    .map(line -> line.replaceFirst("^\\[[^]]*]\\s*", "").split(" ", 2)[0])
                    .toList();
            var early = classes.stream()
                    .filter(name -> NOT_BEFORE_THE_FIRST_CALL.stream().anyMatch(name::startsWith))
                    .toList();
            assertEquals(List.of(), early);
            assertTrue(classes.size() < MAX_CLASSES, () -> classes.size() + " classes were loaded");
        }
    }

    private static List<String> responsesOfServer(Path log) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log + ":none",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.poemcp.server.Main");
        builder.environment().keySet().removeIf(name -> name.startsWith("POE_") || name.startsWith("JAVA_"));
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        var process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(
                    ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\","
                                    + "\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}\n"
                                    + "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n"
                                    + "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}\n")
                            .getBytes(UTF_8));
        }
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            var lines = out.lines().toList();
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
            assertEquals(0, process.exitValue());
            return lines;
        }
    }
}
