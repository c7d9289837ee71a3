package dev.poemcp.server.policy.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DefaultFoldersTest {
    @TempDir
    private Path root;

    private Path home;

    @SuppressWarnings("NullAway.Init")
    DefaultFoldersTest() {}

    @BeforeEach
    void createFolders() throws IOException {
        root = root.toRealPath();
        home = Files.createDirectories(root.resolve("users/home"));
        Files.createDirectories(home.resolve("project"));
        Files.createDirectories(root.resolve("users/home-of-another"));
        Files.createSymbolicLink(root.resolve("link-to-users"), root.resolve("users"));
        Files.createSymbolicLink(root.resolve("link-to-home"), home);
        Files.createSymbolicLink(root.resolve("link-to-project"), home.resolve("project"));
    }

    @Test
    void folderBelowHome_isAllowed() {
        assertEquals(List.of(home.resolve("project")), of("users/home/project"));
        assertEquals(List.of(home.resolve("project")), of("link-to-project"), "by its real path");
    }

    @Test
    void folderBesideHome_isAllowed() {
        assertEquals(List.of(root.resolve("users/home-of-another")), of("users/home-of-another"));
    }

    @Test
    void homeOrFolderAboveIt_allowsNothing() {
        for (String folder :
                List.of("users/home", "users", "", "link-to-home", "link-to-users", "users/home/project/..")) {
            assertEquals(List.of(), of(folder), folder);
        }
    }

    @Test
    void homeGivenByLink_isComparedByRealPath() {
        assertEquals(List.of(), DefaultFolders.of(home, List.of(root.resolve("link-to-home"))));
        assertEquals(List.of(), DefaultFolders.of(root.resolve("users"), List.of(root.resolve("link-to-home"))));
    }

    @Test
    void missingHome_isComparedAsWritten() {
        assertEquals(List.of(), DefaultFolders.of(root, List.of(root.resolve("users/../gone/home"))));
        assertEquals(
                List.of(root.resolve("users")),
                DefaultFolders.of(root.resolve("users"), List.of(root.resolve("gone/home"))));
    }

    @Test
    void severalHomes_allCount() {
        assertEquals(
                List.of(),
                DefaultFolders.of(
                        root.resolve("users/home-of-another"), List.of(home, root.resolve("users/home-of-another"))));
    }

    @Test
    void rootOfFileSystem_allowsNothing() {
        assertEquals(List.of(), DefaultFolders.of(root.getRoot(), List.of()));
    }

    @Test
    void missingWorkingDirectory_allowsNothing() {
        assertEquals(List.of(), of("gone"));
    }

    private List<Path> of(String workingDirectory) {
        return DefaultFolders.of(root.resolve(workingDirectory), List.of(home));
    }
}
