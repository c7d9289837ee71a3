package dev.poemcp.server.policy.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A small tree: {@code allowed} and {@code also} may be read, {@code secret} and {@code allowed-not} may not, by any
 * path.
 */
@Timeout(20)
final class FilePolicyIT {
    private static final byte[] CONTENT = "frog".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path root;

    private FilePolicy policy;

    @SuppressWarnings("NullAway.Init")
    FilePolicyIT() {}

    @BeforeEach
    void createTree() throws Exception {
        for (String folder : List.of("allowed/sub", "also", "secret", "allowed-not", "home/allowed")) {
            Files.createDirectories(root.resolve(folder));
        }
        for (String file : List.of(
                "allowed/a.txt",
                "allowed/sub/b.png",
                "allowed/with space.txt",
                "allowed/.hidden",
                "also/c.txt",
                "secret/key",
                "allowed-not/d.txt",
                "home/e.txt")) {
            Files.write(root.resolve(file), CONTENT);
        }
        link("allowed/inside", "allowed/a.txt");
        link("allowed/across", "also/c.txt");
        link("allowed/escape", "secret/key");
        link("allowed/escaping-folder", "secret");
        link("allowed/chain", "allowed/escape");
        link("allowed/nowhere", "gone");
        link("allowed/loop", "allowed/loop");
        link("allowed/twin", "allowed-not/d.txt");
        link("allowed/process", "/proc/self/environ");
        link("entrance", "allowed");
        Files.createSymbolicLink(root.resolve("allowed/relative-escape"), Path.of("../secret/key"));
        run("mkfifo", root.resolve("allowed/pipe").toString());
        policy = new FilePolicy(
                List.of(root.resolve("allowed"), root.resolve("also")),
                root.resolve("home"),
                root.resolve("allowed/credentials.json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.txt",
                " a.txt ",
                "./a.txt",
                "sub/b.png",
                "sub/../a.txt",
                "with space.txt",
                ".hidden",
                "inside",
                "across",
                "../also/c.txt",
                "../entrance/a.txt",
                "ROOT/allowed/a.txt",
                "ROOT/also/c.txt",
                "ROOT/entrance/sub/b.png",
                "ROOT/secret/../allowed/a.txt",
                "file:ROOT/allowed/a.txt",
                "file://ROOT/allowed/a.txt",
                "FILE://ROOT/allowed/with%20space.txt",
            })
    void regularFileInside_isRead(String name) throws IOException {
        Upload upload = policy.open(name.replace("ROOT", root.toString()));

        assertEquals(CONTENT.length, upload.sizeBytes());
        try (InputStream in = upload.open()) {
            assertArrayEquals(CONTENT, in.readAllBytes());
        }
        try (InputStream again = upload.open()) {
            assertArrayEquals(CONTENT, again.readAllBytes());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "../secret/key, outside",
        "sub/../../secret/key, outside",
        "ROOT/secret/key, outside",
        "ROOT/secret/nothing-there, outside",
        "ROOT/allowed/../secret/key, outside",
        "ROOT/allowed-not/d.txt, outside",
        "/etc/passwd, outside",
        "/etc/no-such-file, outside",
        "/proc/self/environ, outside",
        "/dev/zero, outside",
        "/dev/stdin, outside",
        "file:///etc/passwd, outside",
        "file:ROOT/secret/key, outside",
        "~/e.txt, outside",
        "~, outside",
        "escape, outside",
        "relative-escape, outside",
        "escaping-folder/key, outside",
        "chain, outside",
        "twin, outside",
        "process, outside",
        "escaping-folder/no-key, outside",
        "nowhere, outside",
        "missing.txt, no such file",
        "sub/missing/deeper.txt, no such file",
        "a.txt/b, leads to no file",
        "loop, outside",
        "sub, folder",
        "'', folder",
        "., folder",
        "pipe, regular",
        "file://elsewhere/allowed/a.txt, file: URL",
        "file:relative.txt, file: URL",
        "file:, file: URL",
        "'a\u0000b', path",
    })
    void otherPath_isRejectedWithReason(String name, String reason) {
        var failure = rejection(() -> policy.open(name.replace("ROOT", root.toString())));

        assertTrue(failure.why().contains(reason), failure::what);
    }

    @Test
    void nonAsciiName_isReadOrLocaleIsNamed() throws IOException {
        boolean utf8 = "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding"));
        if (utf8) {
            Files.write(root.resolve("allowed/ünï 🐸.md"), CONTENT);

            assertEquals("ünï 🐸.md", policy.open("ünï 🐸.md").name());
        } else {
            assertTrue(rejection(() -> policy.open("ünï 🐸.md")).why().contains("LC_ALL"));
        }
    }

    @Test
    void fileOutside_doesNotRevealWhetherItExists() {
        String existing = rejection(() -> policy.open(root + "/secret/key")).why();
        String missing = rejection(() -> policy.open(root + "/secret/no-key")).why();

        assertEquals(existing, missing);
    }

    @Test
    void noFolders_allowNothing() {
        var failure = rejection(() -> new FilePolicy(List.of(), root, root.resolve("key"))
                .open(root.resolve("allowed/a.txt").toString()));

        assertTrue(failure.why().contains("POE_FILES"), failure::what);
    }

    @Test
    void missingFolder_allowsNothing() {
        var gone = new FilePolicy(List.of(root.resolve("gone")), root, root.resolve("key"));

        assertTrue(rejection(() -> gone.open(root + "/allowed/a.txt")).why().contains("outside"));
    }

    @Test
    void home_isNotAllowedByItself() throws IOException {
        var inHome = new FilePolicy(List.of(root.resolve("home/allowed")), root.resolve("home"), root.resolve("key"));
        Files.write(root.resolve("home/allowed/f.txt"), CONTENT);

        assertEquals("f.txt", inHome.open("~/allowed/f.txt").name());
        assertThrows(PoeException.class, () -> inHome.open("~/e.txt"));
    }

    @ParameterizedTest
    @CsvSource({"a.txt, text/plain", "sub/b.png, image/png", ".hidden, application/octet-stream"})
    void uploadBeforeOpening_hasTypeAndName(String name, String type) {
        Upload upload = policy.open(name);

        assertEquals(type, upload.mimeType());
        assertFalse(upload.name().contains("/"));
    }

    /** What may happen to a file between being checked and being opened. */
    enum Swap {
        VANISHES {
            @Override
            void happenTo(Path file) throws IOException {
                Files.delete(file);
            }
        },
        GROWS {
            @Override
            void happenTo(Path file) throws IOException {
                Files.writeString(file, "a longer text");
            }
        },
        IS_ANOTHER_OF_THE_SAME_SIZE {
            @Override
            void happenTo(Path file) throws IOException {
                Path other = Files.writeString(file.resolveSibling("other"), "toad");
                Files.delete(file);
                Files.move(other, file);
            }
        },
        BECOMES_A_LINK_OUT {
            @Override
            void happenTo(Path file) throws IOException {
                Files.delete(file);
                Files.createSymbolicLink(
                        file, file.resolveSibling("../../secret/key").normalize());
            }
        },
        BECOMES_A_FOLDER {
            @Override
            void happenTo(Path file) throws IOException {
                Files.delete(file);
                Files.createDirectory(file);
            }
        },
        BECOMES_A_PIPE {
            @Override
            void happenTo(Path file) throws Exception {
                Files.delete(file);
                run("mkfifo", file.toString());
            }
        },
        ITS_FOLDER_BECOMES_A_LINK_OUT {
            @Override
            void happenTo(Path file) throws IOException {
                Path folder = Objects.requireNonNull(file.getParent());
                Files.move(folder, folder.resolveSibling("moved"));
                Files.createSymbolicLink(folder, folder.resolveSibling("moved"));
            }
        };

        abstract void happenTo(Path file) throws Exception;
    }

    @ParameterizedTest
    @EnumSource(Swap.class)
    void fileChangedSinceCheck_isNotOpened(Swap swap) throws Exception {
        Path file = Files.write(root.resolve("allowed/sub/judged.txt"), CONTENT);
        Upload upload = policy.open("sub/judged.txt");

        swap.happenTo(file);

        assertTrue(rejection(upload::open).why().matches(".*(vanished|changed).*"));
    }

    @Test
    void unreadableFile_isRejected() throws IOException {
        Path file = Files.write(root.resolve("allowed/mine.txt"), CONTENT);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        // Root can read every file, so the rule cannot be tested.
        org.junit.jupiter.api.Assumptions.assumeFalse(Files.isReadable(file), "runs as root");

        assertTrue(rejection(() -> policy.open("mine.txt")).why().contains("cannot be read"));
    }

    private interface Action {
        void run() throws Exception;
    }

    private static PoeFailure.FileRejected rejection(Action action) {
        var thrown = assertThrows(PoeException.class, action::run);
        return assertInstanceOf(PoeFailure.FileRejected.class, thrown.failure());
    }

    private void link(String name, String target) throws IOException {
        Path to = target.startsWith("/") ? Path.of(target) : root.resolve(target);
        Files.createSymbolicLink(root.resolve(name), to);
        assertTrue(Files.exists(root.resolve(name), LinkOption.NOFOLLOW_LINKS));
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).start();
        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
    }
}
