package dev.poemcp.server.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.server.hosts.OperatingSystem;
import dev.poemcp.server.hosts.UserFolders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostInstallerTest {
    private static final StartCommand START = new StartCommand("/opt/poe mcp/poe-mcp", List.of(), List.of());
    private static final String CURSOR = ".cursor/mcp.json";

    private final Path home;
    private final Path lock;
    private final List<String> shown = new ArrayList<>();
    private final List<String> questions = new ArrayList<>();
    private Runnable beforeAnswer = () -> {};
    private boolean agrees = true;

    HostInstallerTest(@TempDir Path home) {
        this.home = home;
        this.lock = home.resolve("state/install.lock");
    }

    private HostInstaller installer(String system) {
        return new HostInstaller(
                new UserFolders(OperatingSystem.of(system), home, Map.of()), lock, new HostInstaller.User() {
                    @Override
                    public void show(String line) {
                        shown.add(line);
                    }

                    @Override
                    public boolean confirm(String question) {
                        questions.add(question);
                        beforeAnswer.run();
                        return agrees;
                    }
                });
    }

    private HostInstaller installer() {
        return installer("Linux");
    }

    private Path write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** The last thing that was shown. */
    private String verdict() {
        return shown.get(shown.size() - 1);
    }

    private static List<Path> filesBeside(Path file) throws IOException {
        try (Stream<Path> files = Files.list(Objects.requireNonNull(file.getParent()))) {
            return files.sorted().toList();
        }
    }

    static List<String> hosts() {
        return HostInstaller.hosts();
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void everyHost_getsTheServerAndLosesItAgain(String host) throws IOException {
        for (String system : List.of("Linux", "Mac OS X", "Windows 11")) {
            Path folder = home.resolve(system);
            var installer = new HostInstallerTest(folder).installer(system);
            Path file = InstallTarget.kind(host)
                    .paths(new UserFolders(OperatingSystem.of(system), folder, Map.of()))
                    .get(0);
            Files.createDirectories(file.getParent());
            if (host.equals("claude-code")) {
                Files.writeString(file, "{}");
            }
            Files.createDirectories(folder.resolve("state"));
            List<Path> before = filesBeside(file);

            assertTrue(installer.found().contains(host), system);
            assertTrue(installer.install(host, START));
            assertTrue(Files.readString(file).contains("/opt/poe mcp/poe-mcp"));
            assertTrue(installer.uninstall(host));

            assertEquals(before, filesBeside(file), "nothing is left behind");
        }
    }

    @Test
    void uninstall_restoresEveryByte() throws IOException {
        String text = "\ufeff{\r\n\t// mine\r\n\t\"mcpServers\" : { \"other\": {\"command\":\"x\"}, },\r\n}";
        Path file = write(CURSOR, text);

        installer().install("cursor", START);
        assertTrue(Files.readString(file).contains("\"poe\""));
        assertTrue(Files.exists(home.resolve(".cursor/mcp.json.before-poe-mcp")));
        installer().uninstall("cursor");

        assertEquals(text, Files.readString(file));
        assertEquals(List.of(file), filesBeside(file));
    }

    @Test
    void fileChangedSinceInstallation_losesTheServerAlone() throws IOException {
        Path file = write(CURSOR, "{}");
        installer().install("cursor", START);
        Files.writeString(file, Files.readString(file).replace("\"poe\"", "\"b\": {},\n    \"poe\""));

        installer().uninstall("cursor");

        assertEquals("{\n  \"mcpServers\": {\n    \"b\": {}\n  }\n}", Files.readString(file));
    }

    @Test
    void installedAgainWithOtherOptions_keepsTheOriginalAndLeavesNothing() throws IOException {
        Path file = write(CURSOR, "{\"mcpServers\":{}}");
        Path backup = home.resolve(".cursor/mcp.json.before-poe-mcp");
        installer().install("cursor", new StartCommand("/x/poe-mcp", List.of(), List.of("--sandbox")));
        Files.writeString(file, Files.readString(file) + "\n");
        installer().install("cursor", new StartCommand("/x/poe-mcp", List.of(), List.of("--read-only")));

        assertEquals("{\"mcpServers\":{}}", Files.readString(backup));
        installer().uninstall("cursor");

        assertFalse(Files.readString(file).contains("poe"), Files.readString(file));
        assertEquals("{\"mcpServers\":{}}", Files.readString(backup), "the file has changed since");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"npx\",\"args\":[\"-y\",\"poe-mcp@0.1.0\",\"--read-only\",\"--max-points\",\"5\"]",
                "\"java\",\"args\":[\"-jar\",\"/x/poe-mcp.jar\",\"--read-only\",\"--max-points\",\"5\"]",
                "\"/old/poe-mcp\",\"args\":[\"--read-only\",\"--max-points\",\"5\"]"
            })
    void ownOptions_outliveANewProgram(String command) throws IOException {
        Path file = write(CURSOR, "{\"mcpServers\":{\"poe\":{\"command\":" + command + "}}}");

        assertTrue(installer().install("cursor", START), verdict());

        String text = Files.readString(file);
        assertTrue(text.matches("(?s).*\\[\\s*\"--read-only\",\\s*\"--max-points\",\\s*\"5\"\\s*].*"), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"docker\",\"args\":[\"run\",\"-e\",\"POE_READ_ONLY=true\",\"x/poe-mcp\"]",
                "\"sh\",\"args\":[\"-c\",\"exec /x/poe-mcp --read-only\"]"
            })
    void ownWayToStart_isLeft(String command) throws IOException {
        String text = "{\"mcpServers\":{\"poe\":{\"command\":" + command + "}}}";
        Path file = write(CURSOR, text);

        assertFalse(installer().install("cursor", START));

        assertTrue(verdict().contains("in a way that install does not know"), verdict());
        assertEquals(text, Files.readString(file));
    }

    @Test
    void copyOfSomeoneElse_isKept() throws IOException {
        write(CURSOR, "{}");
        Path copy = write(".cursor/mcp.json.before-poe-mcp", "mine");

        installer().install("cursor", START);
        installer().uninstall("cursor");

        assertEquals("mine", Files.readString(copy));
    }

    @Test
    void folderOfClaudeCode_isFound() throws IOException {
        Files.createDirectories(home.resolve(".claude"));

        assertTrue(installer().found().contains("claude-code"));
    }

    @Test
    void gooseLink_hasTheOptions() {
        installer().print("goose", new StartCommand("/x/poe-mcp", List.of(), List.of("--read-only", "--files=/a b")));

        assertTrue(verdict().contains("&arg=poe-mcp&arg=--read-only&arg=--files%3D%2Fa%20b&"), verdict());
    }

    @Test
    void secondInstallation_changesNothing() throws IOException {
        Path file = write(CURSOR, "{}");
        installer().install("cursor", START);
        String installed = Files.readString(file);
        shown.clear();

        assertTrue(installer().install("cursor", START));

        assertEquals(
                List.of(
                        "Cursor has poe-mcp already (~/.cursor/mcp.json). To change its options, give all of them, or uninstall it first."),
                shown);
        assertEquals(installed, Files.readString(file));
    }

    @Test
    void movedProgram_isUpdated_andTheUsersOwnSettingsStay() throws IOException {
        String text = "{\"mcpServers\": {\"my-poe\": {\"command\": \"/old/poe-mcp\", \"args\": [\"--read-only\"],"
                + " \"env\": {\"POE_MAX_POINTS\": \"5\"}}}}";
        Path file = write(CURSOR, text);

        installer().install("cursor", START);

        String changed = Files.readString(file);
        assertFalse(changed.contains("/old/"));
        assertTrue(changed.contains("\"args\": [\"--read-only\"]"), changed);
        assertTrue(changed.contains("POE_MAX_POINTS"));
        assertFalse(changed.contains("\"poe\""), "no second server");
    }

    @Test
    void movedTwice_stillRestoresTheOriginal() throws IOException {
        Path file = write(CURSOR, "{ }");
        installer().install("cursor", new StartCommand("/old/poe-mcp", List.of(), List.of()));
        installer().install("cursor", START);

        installer().uninstall("cursor");

        assertEquals("{ }", Files.readString(file));
    }

    @Test
    void options_areWritten() throws IOException {
        Path file = write(CURSOR, "");

        installer().install("cursor", new StartCommand("/poe-mcp", List.of(), List.of("--sandbox")));

        assertTrue(Files.readString(file).contains("\"args\": [\"--sandbox\"]"));
    }

    @Test
    void user_seesTheChangeWithoutOtherServers_andMayRefuse() throws IOException {
        String text = "{\"mcpServers\": {\n  \"other\": {\"env\": {\"KEY\": \"secret\"}}\n}}";
        Path file = write(CURSOR, text);
        agrees = false;

        assertFalse(installer().install("cursor", START));

        assertEquals(text, Files.readString(file));
        assertEquals(1, questions.size());
        assertTrue(shown.get(1).contains("+  \"poe\": {"), shown::toString);
        assertFalse(shown.toString().contains("secret"));
        assertEquals("Not changed: ~/.cursor/mcp.json.", verdict());
    }

    @Test
    void everyFileOfDesktopPackages_isChanged() throws IOException {
        write("AppData/Roaming/Claude/claude_desktop_config.json", "{}");
        write(
                "AppData/Local/Packages/Claude_abc/LocalCache/Roaming/Claude/claude_desktop_config.json",
                "{\"mcpServers\": {}}");

        assertTrue(installer("Windows 11").install("claude-desktop", START));

        assertEquals(2, questions.size());
    }

    @Test
    void missingHost_isNotCreated() throws IOException {
        assertFalse(installer().install("kiro", START));

        assertTrue(verdict().startsWith("kiro was not found on this machine."), verdict());
        assertEquals(List.of(), installer().found());
        assertFalse(Files.exists(home.resolve(".kiro")));
    }

    @Test
    void anotherServerOfTheSameName_isLeft() throws IOException {
        Path file = write(CURSOR, "{\"mcpServers\": {\"poe\": {\"command\": \"someone-elses\"}}}");

        assertRefused(file, "has another server named poe");
    }

    @Test
    void unusableFiles_areLeft() throws IOException {
        assertRefused(write(CURSOR, "{\"mcpServers\": {"), "is not valid JSON (line 1)");
        assertRefused(write(CURSOR, "{\"a\": 1, \"a\": 2}"), "has the same name twice (line 1)");
        assertRefused(write(CURSOR, "{\"a\": \"" + "x".repeat(10 << 20) + "\"}"), "is larger than 4 MB");
        Path file = home.resolve(CURSOR);
        Files.write(file, new byte[] {'{', '"', (byte) 0xff, '"'});
        assertFalse(installer().install("cursor", START));
        assertTrue(verdict().contains("is not saved as UTF-8"), verdict());
    }

    @Test
    void readOnlyFile_isLeft() throws IOException {
        Path file = write(CURSOR, "{}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));

        assertRefused(file, "is read-only");
    }

    @Test
    void link_isLeft() throws IOException {
        Path managed = write("dotfiles/mcp.json", "{}");
        Files.createDirectories(home.resolve(".cursor"));
        Path link = Files.createSymbolicLink(home.resolve(CURSOR), managed);

        assertRefused(link, "is a link to another file");
        assertTrue(Files.isSymbolicLink(link));
    }

    @Test
    void fileOpenInAnEditor_isLeft() throws IOException {
        Path file = write(CURSOR, "{}");
        write(".cursor/.mcp.json.swp", "");

        assertRefused(file, "is open in an editor");
    }

    @Test
    void fileChangedMeanwhile_isLeft() throws IOException {
        Path file = write(CURSOR, "{}");
        beforeAnswer = () -> {
            try {
                Files.writeString(file, "{\"new\": 1}");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        };

        assertFalse(installer().install("cursor", START));

        assertTrue(verdict().contains("was changed meanwhile"), verdict());
        assertEquals("{\"new\": 1}", Files.readString(file));
    }

    @Test
    void anotherInstallation_isNotDisturbed() throws IOException {
        Path file = write(CURSOR, "{}");
        Files.createDirectories(lock.getParent());
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            assertTrue(held.isValid());

            assertRefused(file, "is being changed by another poe-mcp");
        }
    }

    @Test
    void permissions_stay() throws IOException {
        Path file = write(CURSOR, "{}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));

        installer().install("cursor", START);

        assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void print_showsSnippetAndLink_withoutAnyFile() {
        installer().print("vscode", START);

        assertEquals("VS Code: ~/.config/Code/User/mcp.json", shown.get(0));
        assertTrue(shown.get(1).startsWith("{\n  \"servers\": {\n    \"poe\": {"), shown.get(1));
        assertTrue(
                verdict().startsWith("Link: https://vscode.dev/redirect/mcp/install?name=poe&inputs=%5B"), verdict());
        assertFalse(Files.exists(home.resolve(".config")));
    }

    private void assertRefused(Path file, String why) throws IOException {
        String text = Files.readString(file);

        assertFalse(installer().install("cursor", START));

        assertTrue(verdict().contains(why), verdict());
        assertEquals(text, Files.readString(file));
    }
}
