package dev.poemcp.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.server.settings.CredentialsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
    void loginWithoutWay_namesBothWays() {
        assertEquals(2, terminal.run("login"));

        assertTrue(terminal.stderr().contains("login --api-key"), terminal.stderr());
        assertTrue(terminal.stderr().contains("login --paste"), terminal.stderr());
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
