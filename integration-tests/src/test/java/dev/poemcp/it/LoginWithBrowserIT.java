package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.SiteBehavior.ProtectionMode;
import dev.poemcp.emulator.control.SiteBuild;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code poe-mcp login} with Chromium at the emulated site's sign-in page. */
@RequiresChromium
@RequiresNode
final class LoginWithBrowserIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final PoeEmulator poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.SEPTEMBER_2026));

    @TempDir
    Path home;

    @AfterEach
    void stop() {
        poe.close();
    }

    @Test
    void signedInHome_worksThenWithClearanceThenOnlyByBrowser() throws Exception {
        poe.bot("Haiku").says("old pond").suggests("more");
        poe.persistedQueries().renew();

        String output = signIn(0);

        assertTrue(output.contains("Signed in."), output);
        assertTrue(output.contains("accountSettings"), output);
        assertFalse(
                output.contains(poe.account().pB())
                        || output.contains(poe.account().formkey()),
                output);
        assertMode("rw-------", home.resolve("config/poe-mcp/credentials.json"));
        assertMode("rwx------", home.resolve("state/poe-mcp/browser"));
        assertEquals(0, poe.sentMessages().size(), "a sign-in sends nothing");
        EveryToolIT.assertToolsWork(
                "cookies", EveryToolIT.report(NodeClients.installed(), launch(), "every-tool.json usage-history.json"));
        int sent = poe.sentMessages().size();

        poe.behavior().protection(ProtectionMode.CLEARANCE);
        assertEquals("blocked", errorOfSettings(launch()));
        signIn(0);
        everydayCalls(launch());

        poe.behavior().protection(ProtectionMode.BROWSER_ONLY);
        assertEquals("blocked", errorOfSettings(launch()));
        everydayCalls(launch().env("POE_TRANSPORT", "browser"));

        poe.behavior().protection(ProtectionMode.CLOSED);
        assertEquals("blocked", errorOfSettings(launch().env("POE_TRANSPORT", "browser")));
        assertEquals(sent + 2, poe.sentMessages().size());
    }

    @Test
    void closedBrowser_changesNothing() throws Exception {
        try (var login = start()) {
            tab(login).closeBrowser();

            var exit = login.awaitExit(LIMIT);

            assertEquals(1, exit.code(), login::stderr);
            assertTrue(login.stderr().contains("Nothing was changed."), login.stderr());
            assertFalse(Files.exists(home.resolve("config/poe-mcp/credentials.json")));
        }
    }

    @Test
    void secondLogin_isRefusedWhileFirstGoesOn() throws Exception {
        try (var first = start();
                var second = startSecond(first)) {
            var exit = second.awaitExit(LIMIT);

            assertEquals(1, exit.code(), second::stderr);
            assertTrue(second.stderr().contains("Another sign-in is open"), second.stderr());
            tab(first).click("form button");
            assertEquals(0, first.awaitExit(LIMIT).code(), first::stderr);
        }
    }

    private ServerProcess startSecond(ServerProcess first) throws Exception {
        tab(first);
        return start();
    }

    @Test
    void fileThatIsNoBrowser_isRefused() throws Exception {
        var result = CommandsIT.run(launch().arguments(
                        "login",
                        "--browser",
                        Files.createFile(home.resolve("text.txt")).toString()));

        assertEquals(1, result.code(), result::toString);
        assertTrue(result.stderr().contains("is not a program that can be run"), result::toString);
    }

    private Launch launch() {
        var launch = Launch.withoutCredentials(poe);
        for (String folder : List.of("config", "cache", "state")) {
            launch.env(
                    "XDG_" + folder.toUpperCase(Locale.ROOT) + "_HOME",
                    home.resolve(folder).toString());
        }
        return launch;
    }

    private ServerProcess start() throws Exception {
        return launch().arguments("login", "--browser", browser().toString()).start();
    }

    /** Signs in by the form, unless the profile is signed in already. */
    private String signIn(int code) throws Exception {
        boolean isFirst = !Files.exists(home.resolve("state/poe-mcp/browser"));
        try (var login = start()) {
            if (isFirst) {
                tab(login).click("form button");
            }
            assertEquals(code, login.awaitExit(LIMIT).code(), login::stderr);
            return login.stderr();
        }
    }

    /** The tab that login has opened at the site. */
    private ChromiumTab tab(ServerProcess login) throws Exception {
        Path port = home.resolve("state/poe-mcp/browser/DevToolsActivePort");
        Waiting.until(
                "the browser listens: " + login.stderr(), () -> linesOf(port).size() == 2);
        URI list = URI.create("http://127.0.0.1:" + linesOf(port).get(0) + "/json/list");
        var http = HttpClient.newHttpClient();
        var found = new URI[1];
        Waiting.until("the site is open", () -> {
            try {
                String tabs = http.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString())
                        .body();
                for (var tab : new ObjectMapper().readTree(tabs)) {
                    if (tab.path("url").asText().startsWith(poe.url().toString())) {
                        found[0] = URI.create(tab.path("webSocketDebuggerUrl").asText());
                    }
                }
                return found[0] != null;
            } catch (IOException notYet) {
                return false;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        return ChromiumTab.attach(http, found[0]);
    }

    private static List<String> linesOf(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Chromium's sandbox does not work for root, and there is no screen. */
    private Path browser() throws Exception {
        Path script = home.resolve("browser.sh");
        Files.writeString(
                script,
                "#!/bin/sh\nexec " + Chromium.program().orElseThrow()
                        + " --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage \"$@\"\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private static void everydayCalls(Launch launch) {
        try (var session = HostSession.open(launch)) {
            session.call("get_settings").assertOk();
            session.call("get_chat_history").assertOk();
            assertEquals(
                    "old pond",
                    session.call("send_message", "bot", "Haiku", "message", "hi")
                            .assertOk()
                            .structured()
                            .path("text")
                            .asText());
        }
    }

    private static String errorOfSettings(Launch launch) {
        try (var session = HostSession.open(launch)) {
            return session.call("get_settings").error().path("code").asText();
        }
    }

    private static void assertMode(String mode, Path file) throws Exception {
        assertEquals(mode, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
}
