package dev.poemcp.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the build made for a release, in {@code server/target}. */
final class ReleaseFiles {
    private static final Path TARGET = Path.of(System.getProperty("project.root"), "server", "target");

    private ReleaseFiles() {}

    static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(TARGET)) {
            return files.filter(file -> file.getFileName().toString().startsWith("poe-mcp-"))
                    .toList();
        }
    }

    /**
     * @param pattern of the part of the name after the version
     * @throws AssertionError if the build made none
     */
    static Path named(String pattern) throws IOException {
        String name = "poe-mcp-[^-]+-" + pattern;
        return all().stream()
                .filter(file -> file.getFileName().toString().matches(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "The build made no " + name + " in " + TARGET + "; does it have -Dserver.image.skip=true?"));
    }

    /** Unpacks the archive for users read-only into a folder with a blank, and returns the program's path. */
    static Path unpackedProgram(Path folder) throws IOException, InterruptedException {
        Path programs = Files.createDirectories(folder.resolve("my programs"));
        Command command = Command.in(programs);
        command.run("tar", "xzf", named("(linux|darwin)-\\w+\\.tar\\.gz").toString());
        command.run("chmod", "-R", "a-w", ".");
        try (Stream<Path> unpacked = Files.list(programs)) {
            return unpacked.findFirst().orElseThrow().resolve("poe-mcp");
        }
    }
}
