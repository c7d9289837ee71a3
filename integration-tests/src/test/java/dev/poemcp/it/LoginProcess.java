package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.regex.Pattern;

/** {@code poe-mcp login} while it runs, and what it leaves in its credentials file. */
final class LoginProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Pattern PAGE = Pattern.compile("(?m)^  (http\\S+/oauth/authorize\\?\\S+)\\R");

    private final ServerProcess process;
    private final Path config;

    /** @param config the folder of configuration files */
    private LoginProcess(ServerProcess process, Path config) {
        this.process = process;
        this.config = config;
    }

    /** Starts the command without a browser of this machine, at the most verbose level. */
    static LoginProcess start(Launch launch, Path config, String... options) {
        // Where no program is, there is no xdg-open either.
        return startOn(launch.env("PATH", config.resolve("no-programs").toString()), config, options);
    }

    /** Likewise with the launch's own {@code PATH}. */
    static LoginProcess startOn(Launch launch, Path config, String... options) {
        var process = launch.env("XDG_CONFIG_HOME", config.toString())
                .env("POE_OAUTH_CLIENT_ID", "client")
                .env("POE_LOG_LEVEL", "debug")
                .arguments("login")
                .arguments(options)
                .start();
        return new LoginProcess(process, config);
    }

    ServerProcess process() {
        return process;
    }

    /** The consent page that the user is to open. */
    URI page() {
        Waiting.until(
                "login names the consent page",
                () -> PAGE.matcher(process.stderr()).find());
        var page = PAGE.matcher(process.stderr());
        assertTrue(page.find());
        return URI.create(page.group(1));
    }

    /** The complete stderr; fails with it for another exit code. */
    String awaitExit(int code) throws InterruptedException {
        var exit = process.awaitExit(LIMIT);
        assertEquals(code, exit.code(), process::stderr);
        assertEquals("", process.stdout());
        assertFalse(process.stderr().contains("\tat "), process::stderr);
        return process.stderr();
    }

    /** The key in the credentials file, which must be its owner's alone. */
    String keptKey() throws IOException {
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        String key =
                new ObjectMapper().readTree(file().toFile()).path("api_key").asText();
        assertFalse(key.isEmpty());
        return key;
    }

    boolean hasKept() {
        return Files.exists(file());
    }

    private Path file() {
        return config.resolve("poe-mcp").resolve("credentials.json");
    }

    @Override
    public void close() {
        process.kill();
    }
}
