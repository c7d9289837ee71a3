package dev.poemcp.server.cds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgramArchiveTest {
    private final Path folder;
    private final Path program;

    ProgramArchiveTest(@TempDir Path folder) throws IOException {
        this.folder = Files.createDirectory(folder.resolve("archives"));
        this.program = Files.writeString(folder.resolve("program.jar"), "program");
    }

    private ProgramArchive archive(String name) {
        return new ProgramArchive(folder.resolve(name), program);
    }

    private Path made(String content) throws IOException {
        return Files.writeString(folder.resolve("temporary"), content);
    }

    @Test
    void madeArchive_isCurrent() throws IOException {
        var archive = archive("a.jsa");
        assertFalse(archive.isCurrent());

        archive.replaceBy(made("classes"));

        assertTrue(archive.isCurrent());
        assertEquals("classes", Files.readString(folder.resolve("a.jsa")));
        assertFalse(Files.exists(folder.resolve("temporary")));
    }

    @Test
    void changedArchive_isNotCurrent() throws IOException {
        var archive = archive("a.jsa");
        archive.replaceBy(made("classes"));

        Files.writeString(folder.resolve("a.jsa"), "clasess");

        assertFalse(archive.isCurrent());
    }

    @Test
    void archiveOfAnotherProgram_isNotCurrent() throws IOException {
        var archive = archive("a.jsa");
        archive.replaceBy(made("classes"));

        Files.writeString(program, "another");

        assertFalse(archive.isCurrent());
    }

    @Test
    void archiveWithoutStamp_isNotCurrent() throws IOException {
        Files.writeString(folder.resolve("a.jsa"), "classes");

        assertFalse(archive("a.jsa").isCurrent());
    }

    @Test
    void fifthArchive_replacesTheOldest() throws IOException {
        for (var i = 1; i <= 5; i++) {
            var content = made("classes " + i);
            assertTrue(content.toFile().setLastModified(i * 1000L));
            archive(i + ".jsa").replaceBy(content);
        }

        assertEquals(
                Set.of("2.jsa", "2.jsa.stamp", "3.jsa", "3.jsa.stamp", "4.jsa", "4.jsa.stamp", "5.jsa", "5.jsa.stamp"),
                names());
    }

    private Set<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
