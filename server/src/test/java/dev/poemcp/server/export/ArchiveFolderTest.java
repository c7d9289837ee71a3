package dev.poemcp.server.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which folders are used as an archive. */
final class ArchiveFolderTest {
    @TempDir
    private Path folder;

    @Test
    void newFolder_isPrivateAndKeepsItsManifest() throws IOException {
        Path archive = folder.resolve("a/b");
        try (var opened = ArchiveFolder.open(archive)) {
            opened.write(opened.manifest());
            assertThrows(ArchiveException.class, () -> ArchiveFolder.open(archive), "it is in use");
        }

        try (var opened = ArchiveFolder.open(archive)) {
            assertEquals(Manifest.empty(), opened.manifest());
        }
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            assertEquals("rwx------", permissions(archive));
            assertEquals("rw-------", permissions(archive.resolve("manifest.json")));
        }
    }

    private static String permissions(Path file) throws IOException {
        return java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void folderWithOtherFiles_isLeft() throws IOException {
        Files.writeString(folder.resolve("holiday.jpg"), "x");

        assertThrows(ArchiveException.class, () -> ArchiveFolder.open(folder));

        assertFalse(Files.exists(folder.resolve(".lock")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"kind\": \"other\", \"version\": 1, \"chats\": {}}",
                "{\"kind\": \"poe-mcp-archive\", \"version\": 2, \"chats\": {}}"
            })
    void manifestOfSomethingElse_isLeft(String text) throws IOException {
        Path manifest = Files.writeString(folder.resolve("manifest.json"), text);
        try (var opened = ArchiveFolder.open(folder)) {
            assertThrows(ArchiveException.class, opened::manifest);
        }

        assertEquals(text, Files.readString(manifest));
    }

    @Test
    void unfinishedFile_isRemoved() throws IOException {
        Path unfinished = Files.writeString(
                        folder.resolve("manifest.json"), Manifest.empty().text())
                .resolveSibling(".writing1.tmp");
        Files.writeString(unfinished, "half");
        Path attachment = Files.createDirectory(folder.resolve("attachments")).resolve(".writing2.tmp");
        Files.writeString(attachment, "half");

        ArchiveFolder.open(folder).close();

        assertFalse(Files.exists(unfinished));
        assertFalse(Files.exists(attachment));
        assertTrue(Files.exists(folder.resolve("manifest.json")));
    }
}
