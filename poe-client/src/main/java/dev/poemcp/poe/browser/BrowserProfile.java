package dev.poemcp.poe.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.poe.file.PrivateFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which the browser keeps the account's session, and beside it, in {@code browser.json}, which program
 * {@code login} used, since another one could not read the profile, and its user agent.
 *
 * @param folder the browser's user data folder, for nobody but the user
 */
public record BrowserProfile(Path folder) {
    private static final int MAX_BYTES = 16 * 1024;
    private static final int MAX_PORT = 65_535;

    /** Whether a browser has ever used it. */
    public boolean exists() {
        return Files.isRegularFile(folder.resolve("Local State")) || Files.isRegularFile(description());
    }

    /** The program that made it; empty if that is not known. */
    public Optional<Path> program() {
        try {
            return described("program").map(Path::of);
        } catch (InvalidPathException impossible) {
            return Optional.empty();
        }
    }

    /** The {@code User-Agent} of that browser with a window; empty if that is not known. */
    public Optional<String> userAgent() {
        return described("user_agent");
    }

    private Optional<String> described(String key) {
        try {
            JsonNode json = new ObjectMapper().readTree(read(description()));
            var value = json.path(key).asText();
            return value.isBlank() ? Optional.empty() : Optional.of(value);
        } catch (IOException unreadable) {
            // Missing, half-written or from another version: as if nothing was remembered.
            return Optional.empty();
        }
    }

    /** Remembers which browser made the profile. */
    public void remember(Path program, @Nullable String userAgent) throws IOException {
        var json = new ObjectMapper().createObjectNode().put("program", program.toString());
        if (userAgent != null) {
            json.put("user_agent", userAgent);
        }
        PrivateFile.write(description(), new ObjectMapper().writeValueAsBytes(json));
    }

    private Path description() {
        return folder.resolve("browser.json");
    }

    /**
     * Where the browser that last used the profile listened, {@code ws://127.0.0.1:PORT/devtools/browser/GUID}. It may
     * have ended; then no one answers there, or, since the GUID is new for every start, not at this path.
     */
    public Optional<URI> endpoint() {
        try {
            var lines =
                    new String(read(folder.resolve("DevToolsActivePort")), StandardCharsets.US_ASCII).split("\n", -1);
            if (lines.length < 2) {
                return Optional.empty();
            }
            int port = Integer.parseInt(lines[0].strip());
            var path = lines[1].strip();
            return port > 0 && port <= MAX_PORT && path.startsWith("/devtools/browser/")
                    ? Optional.of(URI.create("ws://127.0.0.1:" + port + path))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException halfWritten) {
            return Optional.empty();
        }
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES);
        }
    }
}
