package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Default folders for attached files, and the credentials file, which is never attached. */
@ExtendWith(ServerExtension.class)
final class FileScopeIT {
    private final Path folder;
    private final PoeEmulator poe;
    private final Servers servers;

    FileScopeIT(@TempDir Path folder, PoeEmulator poe, Servers servers) {
        this.folder = folder;
        this.poe = poe;
        this.servers = servers;
    }

    /** Hosts with a graphical interface start servers in these folders. */
    @ParameterizedTest
    @ValueSource(strings = {"/", "HOME", "HOME/.."})
    void workingDirectoryAtOrAboveHome_allowsNoFileAndErrorNamesSetting(String directory) throws Exception {
        Path home = Files.createDirectories(folder.resolve("home")).toRealPath();
        Path file = Files.writeString(home.resolve("private.txt"), "private");
        Path start = Path.of(directory.replace("HOME", home.toString())).normalize();
        var launch = Launch.serverFor(poe).env("HOME", home.toString()).in(start);
        var host = servers.stdio(launch);
        var rejected = host.call("send_message", "message", "read", "bot", "Echo", "files", List.of(file.toString()))
                .assertError("file_rejected");

        assertTrue(rejected.text().contains("POE_FILES"), rejected::text);
        assertEquals(0, poe.sentMessages().size());
    }

    @Test
    void workingDirectoryBelowHome_allowsItsFiles() throws Exception {
        Path project = Files.createDirectories(folder.resolve("home/project"));
        Files.writeString(project.resolve("fine.txt"), "fine");
        var launch = Launch.serverFor(poe)
                .env("HOME", folder.resolve("home").toString())
                .in(project);
        var host = servers.stdio(launch);
        host.call("send_message", "message", "read", "bot", "Echo", "files", List.of("fine.txt"))
                .assertOk();

        assertEquals(1, poe.sentMessages().get(0).files().size());
    }

    @Test
    void credentialsFile_isRejectedInAllowedFolders() throws Exception {
        Path config = Files.createDirectories(folder.resolve("config/poe-mcp"));
        Path credentials = Files.writeString(
                config.resolve("credentials.json"),
                "{\"p_b\": \"" + poe.account().pB() + "\"}");
        Files.setPosixFilePermissions(credentials, PosixFilePermissions.fromString("rw-------"));
        Files.createSymbolicLink(folder.resolve("link.json"), credentials);
        Files.createLink(folder.resolve("hard.json"), credentials);
        var launch = Launch.server()
                .env("POE_BASE_URL", poe.url().toString())
                .env("XDG_CONFIG_HOME", folder.resolve("config").toString())
                .env("POE_FILES", folder.toString());
        var host = servers.stdio(launch);
        for (String name : List.of(
                credentials.toString(),
                "config/poe-mcp/../poe-mcp/./credentials.json",
                credentials.toUri().toString(),
                "link.json",
                "hard.json")) {
            host.call("send_message", "message", "read", "bot", "Echo", "files", List.of(name))
                    .assertError("file_rejected");
        }

        assertEquals(0, poe.sentMessages().size());
    }
}
