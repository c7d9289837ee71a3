package dev.poemcp.server.doctor;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.poemcp.poe.diagnosis.LinkReport.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether the program of an entry is there. */
final class CommandCheckTest {
    private final Path folder;
    private final HostHome home;

    CommandCheckTest(@TempDir Path folder) {
        this.folder = folder;
        this.home = HostHome.onLinux(folder);
    }

    @Test
    void commandOnPath_isOk() throws IOException {
        home.program("bin/poe-mcp");
        home.cursorEntry("{'command': 'poe-mcp'}");

        Finding finding = home.finding();

        assertEquals("host cursor", finding.link());
        assertEquals("~/.cursor/mcp.json starts poe-mcp", finding.seen());
        assertEquals(Status.OK, finding.status());
        assertNull(finding.remedy());
        assertFalse(finding.took().isNegative());
    }

    @Test
    void absoluteCommandInHome_isShortened() throws IOException {
        home.cursorEntry("{'command': '" + home.program("code/poe-mcp") + "'}");

        assertEquals("~/.cursor/mcp.json starts ~/code/poe-mcp", home.finding().seen());
        assertEquals(Status.OK, home.finding().status());
    }

    @Test
    void commandWithBlankInItsName_isOk() throws IOException {
        home.cursorEntry("{'command': '" + home.program("my code/poe-mcp") + "'}");

        assertEquals(
                "~/.cursor/mcp.json starts ~/my code/poe-mcp", home.finding().seen());
        assertEquals(Status.OK, home.finding().status());
    }

    @Test
    void missingAbsoluteCommand_isBroken() throws IOException {
        home.cursorEntry("{'command': '/nowhere/poe-mcp'}");

        Finding finding = home.finding();

        assertEquals(Status.BROKEN, finding.status());
        assertEquals("~/.cursor/mcp.json starts /nowhere/poe-mcp, which does not exist", finding.seen());
        assertEquals("Correct the path of the program in ~/.cursor/mcp.json.", finding.remedy());
    }

    @Test
    void commandThatIsNoProgram_isBroken() throws IOException {
        home.cursorEntry("{'command': '" + home.write("poe-mcp", "text") + "'}");

        assertEquals(Status.BROKEN, home.finding().status());
        assertEquals(
                "~/.cursor/mcp.json starts ~/poe-mcp, which is not an executable file",
                home.finding().seen());
    }

    @Test
    void commandThatIsAFolder_isBroken() throws IOException {
        home.cursorEntry("{'command': '" + Files.createDirectory(folder.resolve("poe-mcp")) + "'}");

        assertEquals(Status.BROKEN, home.finding().status());
    }

    @Test
    void entryWithoutCommand_isBroken() throws IOException {
        home.cursorEntry("{'args': ['--read-only']}");

        assertEquals(Status.BROKEN, home.finding().status());
        assertEquals(
                "~/.cursor/mcp.json has poe-mcp, but no command that starts it",
                home.finding().seen());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "poe-mcp | WARNING | which is in no folder of PATH",
                "./poe-mcp | WARNING | a relative path, which depends on the folder that the host works in",
                "~/code/poe-mcp | WARNING | whose ~ many hosts do not replace",
                "~/gone/poe-mcp | BROKEN | which does not exist",
                "${HOME}/poe-mcp | NOT_CHECKED | whose variables the host replaces: it was not checked",
                "//server/share/poe-mcp | NOT_CHECKED | which is in a network folder: it was not checked",
            })
    void commandThatMayNotBeFound_isNotOk(String command, Status status, String problem) throws IOException {
        home.program("code/poe-mcp");
        home.cursorEntry("{'command': '" + command + "'}");

        assertEquals(
                "~/.cursor/mcp.json starts " + command + ", " + problem,
                home.finding().seen());
        assertEquals(status, home.finding().status());
    }

    @Test
    void argumentsInTheCommand_areAWarning() throws IOException {
        home.program("bin/java");
        home.cursorEntry("{'command': 'java -jar /a/poe-mcp.jar'}");

        assertEquals(Status.WARNING, home.finding().status());
        assertEquals(
                "~/.cursor/mcp.json starts java …, with arguments in the command,"
                        + " which most hosts take for a part of its name",
                home.finding().seen());
    }

    @Test
    void existingJar_isOk() throws IOException {
        home.program("bin/java");
        home.cursorEntry("{'command': 'java', 'args': ['-Xmx64m', '-jar', '" + home.write("poe-mcp.jar", "") + "']}");

        assertEquals(Status.OK, home.finding().status());
        assertEquals(
                "~/.cursor/mcp.json starts java (poe-mcp.jar)", home.finding().seen());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java | /nowhere/poe-mcp.jar | /tmp | BROKEN",
                "java | poe-mcp.jar | HOME | OK",
                "java | gone/poe-mcp.jar | HOME | BROKEN",
                "java | poe-mcp.jar | '' | WARNING",
                "java | ${HOME}/poe-mcp.jar | '' | OK",
                "java | //server/share/poe-mcp.jar | '' | NOT_CHECKED",
                "java | poe-mcp.jar | //server/share | NOT_CHECKED",
                "docker | /app/poe-mcp.jar | '' | OK",
                "java | https://example.org/poe-mcp.jar | '' | OK",
            })
    void jar_mustExist(String command, String jar, String cwd, Status status) throws IOException {
        home.program("bin/java");
        home.program("bin/docker");
        home.write("poe-mcp.jar", "");
        home.cursorEntry("{'command': '%s', 'args': ['-jar', '%s'], 'cwd': '%s'}"
                .formatted(command, jar, cwd.replace("HOME", folder.toString())));

        assertEquals(status, home.finding().status(), () -> home.finding().seen());
    }

    @Test
    void windowsCommandWithoutExtension_isFound() throws IOException {
        HostHome windows = new HostHome(folder, "Windows 11");
        windows.write("bin/poe-mcp.cmd", "");
        windows.write("bin/notes.txt", "");
        windows.cursorEntry("{'command': 'poe-mcp'}");
        Finding bare = windows.finding();
        windows.cursorEntry("{'command': '" + folder.resolve("bin/poe-mcp") + "'}");
        Finding absolute = windows.finding();
        windows.cursorEntry("{'command': '" + folder.resolve("bin/notes.txt") + "'}");
        Finding noProgram = windows.finding();

        assertAll(
                () -> assertEquals(Status.OK, bare.status(), bare.seen()),
                () -> assertEquals(Status.OK, absolute.status(), absolute.seen()),
                () -> assertEquals(Status.BROKEN, noProgram.status(), noProgram.seen()));
    }

    @ParameterizedTest
    @CsvSource({
        "\\\\\\\\server\\\\share\\\\poe-mcp.exe, NOT_CHECKED",
        "NUL, NOT_CHECKED",
        "C:\\\\gone\\\\poe-mcp.exe, BROKEN",
        "tools\\\\poe-mcp.exe, WARNING",
        "%APPDATA%\\\\poe-mcp.exe, NOT_CHECKED",
    })
    void windowsCommand_isClassifiedWithoutTouchingTheNetwork(String command, Status status) throws IOException {
        HostHome windows = new HostHome(folder, "Windows 11");
        windows.cursorEntry("{'command': '" + command + "'}");

        assertEquals(status, windows.finding().status(), () -> windows.finding().seen());
    }
}
