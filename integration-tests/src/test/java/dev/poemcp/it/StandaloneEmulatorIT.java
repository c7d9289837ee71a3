package dev.poemcp.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The emulator as a standalone program. */
final class StandaloneEmulatorIT {
    private static final Path JAR =
            Path.of(System.getProperty("project.root"), "poe-emulator", "target", "poe-emulator.jar");

    @Test
    void emulator_printsSettingsAndServesServer() throws IOException, InterruptedException {
        Process emulator = new ProcessBuilder(
                        List.of(java(), "-jar", JAR.toString(), "--port", "0", "--build", "july-2025"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var out = new BufferedReader(new InputStreamReader(emulator.getInputStream(), UTF_8))) {
            var launch = Launch.server();
            var output = new StringBuilder();
            for (String name : List.of("POE_BASE_URL", "POE_P_B", "POE_P_LAT")) {
                launch.env(name, value(name, output, out));
            }

            try (var host = HostSession.open(launch)) {
                var outcome = host.call("send_message", "message", "alone", "bot", "Echo")
                        .assertOk();

                assertEquals("complete", outcome.structured().path("state").asText());
            }
        } finally {
            emulator.destroy();
            emulator.waitFor(10, TimeUnit.SECONDS);
        }
    }

    /** The value printed for the name, on any line. */
    private static String value(String name, StringBuilder output, BufferedReader out) throws IOException {
        Pattern pattern = Pattern.compile("\\b" + name + "=(\\S+)");
        while (true) {
            var found = pattern.matcher(output);
            if (found.find()) {
                return found.group(1);
            }
            String line = out.readLine();
            if (line == null) {
                throw new AssertionError("The emulator ended. Its output:\n" + output);
            }
            output.append(line).append('\n');
        }
    }

    private static String java() {
        return Path.of(System.getProperty("test.java.home"), "bin", "java").toString();
    }
}
