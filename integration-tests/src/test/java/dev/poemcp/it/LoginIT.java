package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code poe-mcp login} from its start to the stored key, with an HTTP client as browser. */
@ExtendWith(ServerExtension.class)
final class LoginIT {
    private final PoeEmulator poe;
    private final Servers servers;
    private final Path config;

    LoginIT(PoeEmulator poe, Servers servers, @TempDir Path config) {
        this.poe = poe;
        this.servers = servers;
        this.config = config;
    }

    @Test
    void allowedSignIn_keepsKeyThatOtherCommandsUse() throws Exception {
        var login = login("--api-key");
        decide(login.page(), "allow", "2592000");

        var stderr = login.awaitExit(0);

        assertTrue(stderr.contains("The key expires at 20"), stderr);
        assertTrue(stderr.contains("The key belongs to @ada."), stderr);
        assertTrue(stderr.contains("DEBUG"), stderr);
        assertTrue(poe.apiKeys().nameOf(login.keptKey()).isPresent());
        assertFalse(stderr.contains(login.keptKey()), stderr);
        var points = CommandsIT.run(Launch.withoutCredentials(poe)
                .env("XDG_CONFIG_HOME", config.toString())
                .env("POE_LOG_LEVEL", "debug")
                .arguments("points"));
        assertEquals(0, points.code(), points::toString);
        assertTrue(points.stdout().contains("(from the API)"), points::toString);
        assertFalse(points.toString().contains(login.keptKey()), points::toString);
    }

    @Test
    void browserOfSystem_getsConsentPageAndNoCredentials() throws Exception {
        Path browser = config.resolve("xdg-open");
        Files.writeString(browser, """
                #!/bin/sh
                (echo "$1"; /usr/bin/env) > "$0.part"
                /bin/mv "$0.part" "$0.page"
                """);
        Files.setPosixFilePermissions(browser, PosixFilePermissions.fromString("rwx------"));
        Path opened = config.resolve("xdg-open.page");

        var login = servers.closeAfterTest(
                LoginProcess.startOn(Launch.withKey(poe).env("PATH", config.toString()), config, "--api-key"));
        Waiting.until("the page is opened", () -> Files.exists(opened));

        var given = Files.readString(opened);
        assertEquals(login.page().toString(), given.lines().findFirst().orElse(""));
        assertFalse(given.contains("POE_"), given);
        assertTrue(given.contains("HOME="), given);
        assertTrue(login.process().stderr().contains("A browser opens for the sign-in."));
    }

    @Test
    void deniedSignIn_saysWhatToDoAndKeepsNothing() throws Exception {
        var login = login("--api-key");
        decide(login.page(), "deny", "");

        var stderr = login.awaitExit(1);

        assertTrue(
                stderr.contains("poe-mcp: The sign-in ended with \"access_denied\" (The user denied). Run poe-mcp login"
                        + " --api-key again, or make a key at poe.com/api/keys and use login --api-key --paste.\n"),
                stderr);
        assertFalse(login.hasKept());
    }

    @Test
    void keyThatPoeRefuses_isNotKept() throws Exception {
        var login = login("--api-key");
        // It has expired when it is checked.
        decide(login.page(), "allow", "0");

        var stderr = login.awaitExit(1);

        assertTrue(stderr.contains("Nothing was kept; run poe-mcp login again with another key."), stderr);
        assertFalse(login.hasKept());
    }

    @Test
    void pastedAddress_endsSignIn() throws Exception {
        var login = login("--api-key");
        var page = login.page();
        var answer = decide(HttpClient.Redirect.NEVER, page, "allow", "");
        login.process().writeLine(answer.headers().firstValue("location").orElseThrow());

        login.awaitExit(0);

        assertTrue(poe.apiKeys().nameOf(login.keptKey()).isPresent());
    }

    @Test
    void sandbox_signsInAndKeepsNothing() throws Exception {
        var login = servers.closeAfterTest(LoginProcess.start(Launch.server(), config, "--api-key", "--sandbox"));
        decide(login.page(), "allow", "");

        var stderr = login.awaitExit(0);

        assertTrue(stderr.contains("SANDBOX: the sign-in works; nothing is kept.\n"), stderr);
        assertFalse(login.hasKept());
    }

    @Test
    void pastedKey_isCheckedKeptAndNotShown() throws Exception {
        var login = login("--api-key", "--paste");
        login.process().writeLine(poe.apiKey());

        var stderr = login.awaitExit(0);

        assertEquals(poe.apiKey(), login.keptKey());
        assertTrue(stderr.contains("The key belongs to @ada."), stderr);
        assertFalse(stderr.contains(poe.apiKey()), stderr);
    }

    @Test
    void wrongKey_changesNothing() throws Exception {
        var first = login("--paste");
        first.process().writeLine(poe.apiKey() + "\n");
        first.awaitExit(0);

        var second = login("--paste");
        second.process().writeLine("sk-poe-WRONG\n");
        var stderr = second.awaitExit(1);

        assertTrue(stderr.contains("Nothing was kept"), stderr);
        assertFalse(stderr.contains("sk-poe-WRONG"), stderr);
        assertEquals(poe.apiKey(), second.keptKey());
    }

    @Test
    void keyThatCannotBeChecked_isKept() throws Exception {
        poe.api().failNext(1, 500, null);

        var login = login("--api-key", "--paste");
        login.process().writeLine(poe.apiKey());
        var stderr = login.awaitExit(0);

        assertTrue(stderr.contains("The key could not be checked: "), stderr);
        assertEquals(poe.apiKey(), login.keptKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--api-key", "--paste"})
    void termination_endsWaitAtOnceAndKeepsNothing(String option) throws Exception {
        var login = login(option);
        Waiting.until("login waits", () -> login.process().stderr().contains(":"));
        if (option.equals("--api-key")) {
            login.page();
        }
        // Unlike Process.destroy, this leaves stdin open.
        ProcessHandle.of(login.process().pid()).orElseThrow().destroy();

        var exit = login.process().awaitExit(Duration.ofMillis(2_500));

        assertEquals(130, exit.code(), login.process()::stderr);
        assertFalse(login.hasKept());
    }

    private LoginProcess login(String... options) {
        return servers.closeAfterTest(LoginProcess.start(Launch.withoutCredentials(poe), config, options));
    }

    private static void decide(URI page, String decision, String expiry) throws Exception {
        var response = decide(HttpClient.Redirect.NORMAL, page, decision, expiry);
        assertEquals(200, response.statusCode(), response::body);
        assertTrue(response.body().contains("You can close this window"), response::body);
    }

    /** Submits the consent page's form. */
    private static HttpResponse<String> decide(HttpClient.Redirect redirect, URI page, String decision, String expiry)
            throws Exception {
        var form = page.getRawQuery() + "&expires_in=" + expiry + "&decision=" + decision;
        return HttpClient.newBuilder()
                .followRedirects(redirect)
                .build()
                .send(
                        HttpRequest.newBuilder(page.resolve(page.getPath()))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form))
                                .build(),
                        BodyHandlers.ofString());
    }
}
