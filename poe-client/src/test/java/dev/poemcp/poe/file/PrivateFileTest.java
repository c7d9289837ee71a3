package dev.poemcp.poe.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {
    @TempDir
    Path folder;

    @Test
    void newFile_andItsFolders_areTheUsersAlone() throws IOException {
        var file = folder.resolve("a").resolve("b").resolve("secret");

        PrivateFile.write(file, new byte[] {1});

        assertEquals("rw-------", permissions(file));
        assertEquals("rwx------", permissions(folder.resolve("a")));
        assertEquals("rwx------", permissions(folder.resolve("a").resolve("b")));
    }

    @Test
    void replacedFile_leavesNothingBeside() throws IOException {
        var file = Files.write(folder.resolve("secret"), new byte[100]);

        PrivateFile.write(file, new byte[] {1, 2});

        assertEquals(2, Files.size(file));
        assertEquals("rw-------", permissions(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void linkedFolder_isWrittenTo() throws IOException {
        var target = Files.createDirectory(folder.resolve("target"));
        var link = Files.createSymbolicLink(folder.resolve("link"), target);

        PrivateFile.write(link.resolve("secret"), new byte[] {1});

        assertEquals(1, Files.size(target.resolve("secret")));
    }

    @Test
    void folderInTheFilesPlace_staysAndNothingIsLeft() throws IOException {
        var occupied = Files.createDirectories(folder.resolve("secret").resolve("inside"));

        assertThrows(IOException.class, () -> PrivateFile.write(folder.resolve("secret"), new byte[] {1}));

        assertEquals(List.of(folder.resolve("secret")), files());
        assertTrue(Files.isDirectory(occupied));
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
