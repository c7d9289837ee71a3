package dev.poemcp.server.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A home folder with hosts' files, and a folder {@code bin} that is the only one of {@code PATH}. */
final class HostHome {
    final Map<String, String> environment = new HashMap<>();

    private final Path home;
    private final String osName;

    HostHome(Path home, String osName) {
        this.home = home;
        this.osName = osName;
    }

    static HostHome onLinux(Path home) {
        return new HostHome(home, "Linux");
    }

    /** A file in the home folder. */
    Path write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** An executable file in the home folder. */
    Path program(String name) throws IOException {
        Path program = write(name, "#!/bin/sh\n");
        assertTrue(program.toFile().setExecutable(true));
        return program;
    }

    /** Cursor's file with one entry, which is written with single quotes. */
    void cursorEntry(String entry) throws IOException {
        write(
                ".cursor/mcp.json",
                "{'mcpServers': {'poe-mcp': %s}}".formatted(entry).replace('\'', '"'));
    }

    List<Finding> findings() {
        return new HostChecks(environment, home, osName, List.of(home.resolve("bin"))).run();
    }

    /** The only finding. */
    Finding finding() {
        List<Finding> findings = findings();
        assertEquals(1, findings.size(), () -> "findings: " + findings);
        return findings.get(0);
    }
}
