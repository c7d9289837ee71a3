package dev.poemcp.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.server.settings.CredentialsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code poe-mcp login} and {@code logout} without Poe. */
final class LoginCommandTest {
    private final CommandLine terminal;
    private final CredentialsFile file;

    LoginCommandTest(@TempDir Path home) {
        terminal = new CommandLine(home);
        file = CredentialsFile.in(Map.of("HOME", home.toString()));
    }

    @Test
    void noBrowser_saysWhatWasLookedForAndHowToPaste() {
        Assumptions.assumeFalse(System.getProperty("os.name").startsWith("Mac"), "/Applications is not the test's");
        assertEquals(1, terminal.run("login"));

        assertTrue(terminal.stderr().contains("No browser was found"), terminal.stderr());
        assertTrue(terminal.stderr().contains("--browser PATH"), terminal.stderr());
        assertTrue(terminal.stderr().contains("login --paste"), terminal.stderr());
        assertFalse(Files.exists(file.path()));
    }

    @Test
    void browserThatIsNoProgram_isNamed(@TempDir Path folder) throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "no program");

        assertEquals(1, terminal.run("login", "--browser", text.toString()));

        assertTrue(terminal.stderr().contains(text + " is not a program that can be run."), terminal.stderr());
    }

    @Test
    void browserWithPaste_isRefused() {
        assertEquals(2, terminal.run("login", "--paste", "--browser", "/bin/sh"));

        assertTrue(terminal.stderr().contains("--browser"), terminal.stderr());
    }

    @Test
    void browserWithoutClientId_saysWhatToSet() {
        assertEquals(2, terminal.run("login", "--api-key"));

        assertTrue(terminal.stderr().contains("set POE_OAUTH_CLIENT_ID"), terminal.stderr());
        assertTrue(terminal.stderr().contains("login --api-key --paste"), terminal.stderr());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-poe KEY", "sk-poe-KEY\u00a0", "sk-poe-K\u0000EY", "sk-poe-K\u00cbY"})
    void keyWithOddCharacter_isNeitherKeptNorShown(String key) {
        terminal.typed(key + "x\n");

        assertEquals(2, terminal.run("login", "--api-key", "--paste"));

        assertTrue(terminal.stderr().contains("copy the value alone"), terminal.stderr());
        assertFalse(terminal.stderr().contains("sk-poe"), terminal.stderr());
        assertFalse(Files.exists(file.path()));
    }

    @Test
    void nothingPasted_changesNothing() {
        terminal.typed("\n\n");

        assertEquals(1, terminal.run("login", "--paste"));

        assertTrue(terminal.stderr().endsWith("Nothing was given, so nothing was changed.\n"), terminal.stderr());
        assertFalse(Files.exists(file.path()));
    }

    @Test
    void pastedCookies_areKeptWithoutQuestionToPoe() throws Exception {
        terminal.typed("\ncookie-b\ncookie-lat\n");

        assertEquals(0, terminal.run("login", "--paste", "--base-url", "http://127.0.0.1:1"), terminal::stderr);

        assertEquals("{\"p_b\":\"cookie-b\",\"p_lat\":\"cookie-lat\"}", Files.readString(file.path()));
        assertTrue(terminal.stderr().contains("Kept in " + file.path() + "."), terminal.stderr());
        assertFalse(terminal.stderr().contains("cookie-"), terminal.stderr());
        assertEquals("", terminal.stdout());
    }

    @Test
    void logout_removesFileAndSaysWhatElseSignsIn() {
        file.write(Map.of("api_key", "key"));
        terminal.set("POE_API_KEY", "other-key");

        assertEquals(0, terminal.run("logout"));

        assertFalse(Files.exists(file.path()));
        assertTrue(terminal.stderr().startsWith("Removed " + file.path() + ".\n"), terminal.stderr());
        assertTrue(terminal.stderr().contains("POE_API_KEY is still set in the environment."), terminal.stderr());
        assertFalse(terminal.stderr().contains("POE_P_B"), terminal.stderr());
        assertTrue(terminal.stderr().contains("poe.com/api/keys"), terminal.stderr());
        assertFalse(terminal.stderr().contains("other-key"), terminal.stderr());
    }

    @Test
    void logout_removesProfileAndNothingThatItLinksTo(@TempDir Path home, @TempDir Path other) throws Exception {
        Path mine = Files.writeString(other.resolve("mine"), "kept");
        Path state = Files.createDirectories(home.resolve("state/poe-mcp"));
        Path profile = Files.createDirectories(state.resolve("browser"));
        Path sibling = Files.createDirectories(state.resolve("conversations"));
        Files.createSymbolicLink(profile.resolve("link"), other);
        Files.createDirectories(profile.resolve("Default/Cache"));
        Files.writeString(profile.resolve("Default/Cookies"), "cookies");
        terminal.set("XDG_STATE_HOME", home.resolve("state").toString());

        assertEquals(0, terminal.run("logout"), terminal::stderr);

        assertFalse(Files.exists(profile));
        assertTrue(Files.exists(sibling));
        assertEquals("kept", Files.readString(mine));
        assertTrue(terminal.stderr().contains("Removed " + profile), terminal.stderr());
    }

    @Test
    void logoutWithLinkForProfile_leavesWhatItPointsTo(@TempDir Path home, @TempDir Path other) throws Exception {
        Path mine = Files.writeString(other.resolve("mine"), "kept");
        Path state = Files.createDirectories(home.resolve("state/poe-mcp"));
        Files.createSymbolicLink(state.resolve("browser"), other);
        terminal.set("XDG_STATE_HOME", home.resolve("state").toString());

        assertEquals(0, terminal.run("logout"), terminal::stderr);

        assertEquals("kept", Files.readString(mine));
    }

    @Test
    void logoutWithoutFile_saysSo() {
        assertEquals(0, terminal.run("logout"));

        assertTrue(terminal.stderr().startsWith("There is no " + file.path() + ".\n"), terminal.stderr());
    }

    @Test
    void logoutInSandbox_removesNothing() {
        file.write(Map.of("api_key", "key"));

        assertEquals(0, terminal.run("logout", "--sandbox"));

        assertTrue(Files.exists(file.path()));
        assertTrue(terminal.stderr().startsWith("SANDBOX"), terminal.stderr());
    }
}
