package dev.poemcp.server.policy.files;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Upload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are rejected although their folder is allowed: the credentials file, and network paths. */
final class RefusedFilesTest {
    private static final byte[] CONTENT = "frog".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path root;

    private FilePolicy policy;

    @SuppressWarnings("NullAway.Init")
    RefusedFilesTest() {}

    @BeforeEach
    void createTree() throws IOException {
        Files.createDirectories(root.resolve("allowed/sub"));
        Files.write(root.resolve("allowed/a.txt"), CONTENT);
        link("entrance", "allowed");
        policy = new FilePolicy(
                List.of(root.resolve("allowed")), root.resolve("home"), root.resolve("allowed/credentials.json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\\\server\\share\\a.txt",
                "\\\\?\\C:\\a.txt",
                "\\\\.\\PhysicalDrive0",
                "\\/server/share",
                "/\\server/share",
                "//server/share/a.txt",
                "//ROOT/allowed/a.txt",
                "\\??\\C:\\a.txt",
                "~//server/share",
                "~/\\\\server\\share",
                "file:////server/share/a.txt",
                "file:///%5C%5Cserver/share",
                "file:///%5Cserver/share",
            })
    void networkOrDevicePath_isRejectedByItsText(String name) {
        var failure = rejection(() -> policy.open(name.replace("ROOT", root.toString())));

        assertTrue(failure.why().contains("network or device path"), failure::what);
    }

    @ParameterizedTest
    @ValueSource(strings = {"archive/chat.md", "archive/.index/segments_1", "linked/chat.md"})
    void fileOfTheArchive_isRejected(String name) throws IOException {
        Files.createDirectories(root.resolve("allowed/archive/.index"));
        Files.write(root.resolve("allowed/archive/chat.md"), CONTENT);
        Files.write(root.resolve("allowed/archive/.index/segments_1"), CONTENT);
        link("allowed/linked", "allowed/archive");
        var withArchive = new FilePolicy(
                List.of(root.resolve("allowed")),
                root.resolve("home"),
                root.resolve("allowed/credentials.json"),
                root.resolve("allowed/archive"));

        var failure = rejection(() -> withArchive.open(name));

        assertTrue(failure.why().contains("archive of the account's chats"), failure::what);
        assertTrue(withArchive.open("a.txt").sizeBytes() > 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "credentials.json",
                "sub/../credentials.json",
                "ROOT/allowed/credentials.json",
                "ROOT/entrance/credentials.json",
                "file:ROOT/allowed/credentials.json",
                "link",
                "hard",
            })
    void credentialsFile_isRejectedUnderEveryName(String name) throws IOException {
        Path file = Files.write(root.resolve("allowed/credentials.json"), CONTENT);
        link("allowed/link", "allowed/credentials.json");
        Files.createLink(root.resolve("allowed/hard"), file);

        var failure = rejection(() -> policy.open(name.replace("ROOT", root.toString())));

        assertTrue(failure.why().contains("credentials"), failure::what);
    }

    @Test
    void fileThatBecomesCredentialsFile_isNotOpened() throws IOException {
        Path file = Files.write(root.resolve("allowed/judged.txt"), CONTENT);
        Upload upload = policy.open("judged.txt");

        Files.createLink(root.resolve("allowed/credentials.json"), file);

        assertTrue(rejection(upload::open).why().contains("credentials"));
    }

    private static PoeFailure.FileRejected rejection(Executable action) {
        var thrown = assertThrows(PoeException.class, action);
        return assertInstanceOf(PoeFailure.FileRejected.class, thrown.failure());
    }

    private void link(String name, String target) throws IOException {
        Files.createSymbolicLink(root.resolve(name), root.resolve(target));
    }
}
