package dev.poemcp.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.SiteBehavior.ProtectionMode;
import dev.poemcp.emulator.control.SiteBuild;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code poe-mcp login} with a real browser, in which the test plays the user: what ends it early, and how often it can be repeated. */
@RequiresChromium
@ExtendWith(ServerExtension.class)
final class LoginFaultsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Servers servers;
    private final PoeEmulator poe;

    @TempDir
    private Path home;

    @SuppressWarnings("NullAway.Init")
    LoginFaultsIT(Servers servers) {
        this.servers = servers;
        this.poe = servers.closeAfterTest(
                PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.SEPTEMBER_2026)));
    }

    /** Users have a window; Chromium's sandbox works neither for root nor on every CI machine. */
    @BeforeEach
    void writeBrowser() throws IOException {
        script(
                "browser.sh",
                "exec " + Chromium.program().orElseThrow()
                        + " --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage \"$@\"");
    }

    private Path script(String name, String command) throws IOException {
        Path script = Files.writeString(home.resolve(name), "#!/bin/sh\n" + command + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private Launch launch() {
        return Launch.withoutCredentials(poe)
                .env("XDG_CONFIG_HOME", home.resolve("config").toString())
                .env("XDG_STATE_HOME", home.resolve("state").toString())
                .env("XDG_CACHE_HOME", home.resolve("cache").toString());
    }

    private ServerProcess login() {
        return loginWith(home.resolve("browser.sh"));
    }

    private ServerProcess loginWith(Path browser) {
        return servers.closeAfterTest(launch().env("POE_LOG_LEVEL", "debug")
                .arguments("login", "--browser", browser.toString())
                .start());
    }

    private Path credentials() {
        return home.resolve("config").resolve("poe-mcp").resolve("credentials.json");
    }

    private Path profile() {
        return home.resolve("state").resolve("poe-mcp").resolve("browser");
    }

    /** Once the browser shows the site's page. */
    private ChromiumTab tab(ServerProcess login) {
        var url = new String[] {""};
        Waiting.until("the site's page is open", LIMIT, () -> {
            if (!login.isAlive()) {
                throw new AssertionError(login.stderr());
            }
            url[0] = debuggerUrl();
            return !url[0].isEmpty();
        });
        return ChromiumTab.attach(http, URI.create(url[0]));
    }

    private String debuggerUrl() {
        try {
            var lines = Files.readAllLines(profile().resolve("DevToolsActivePort"));
            var list = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + lines.get(0) + "/json/list"))
                    .build();
            for (var tab : new ObjectMapper()
                    .readTree(http.send(list, BodyHandlers.ofString()).body())) {
                if (tab.path("url").asText().startsWith(poe.url().toString())) {
                    return tab.path("webSocketDebuggerUrl").asText();
                }
            }
            return "";
        } catch (IOException | IndexOutOfBoundsException notYet) {
            return "";
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String signIn() throws InterruptedException {
        var login = login();
        tab(login).click("form button");
        return awaitExit(login, 0);
    }

    private static String awaitExit(ServerProcess login, int code) throws InterruptedException {
        assertEquals(code, login.awaitExit(LIMIT).code(), login::stderr);
        assertEquals("", login.stdout());
        assertFalse(login.stderr().contains("\tat "), login::stderr);
        return login.stderr();
    }

    @Test
    void siteForBrowsersOnly_namesTransport() throws Exception {
        poe.behavior().protection(ProtectionMode.BROWSER_ONLY);

        String said = signIn();

        assertTrue(said.contains("POE_TRANSPORT=browser"), said);
    }

    @Test
    void secondLogin_needsNoUser() throws Exception {
        signIn();
        int signIns = poe.requests().count("signIn");

        awaitExit(login(), 0);

        assertEquals(signIns, poe.requests().count("signIn"));
    }

    @Test
    void killedBrowser_failsAndNextLoginWorks() throws Exception {
        var login = login();
        tab(login);

        browsers(login).forEach(ProcessHandle::destroyForcibly);

        awaitExit(login, 1);
        assertFalse(Files.exists(credentials()));
        signIn();
    }

    @Test
    void interruptedLogin_endsBrowserAndKeepsNothing() throws Exception {
        var login = login();
        tab(login);
        var browsers = browsers(login);
        assertFalse(browsers.isEmpty());

        login.terminate();

        assertNotEquals(0, login.awaitExit(LIMIT).code(), login::stderr);
        Waiting.until("the browser has ended", () -> browsers.stream().noneMatch(ProcessHandle::isAlive));
        assertFalse(Files.exists(credentials()));
    }

    private static List<ProcessHandle> browsers(ServerProcess login) {
        return ProcessHandle.of(login.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .toList();
    }

    @Test
    void programThatIsNoBrowser_fails() throws Exception {
        String said = awaitExit(loginWith(script("other.sh", "echo wrong program; exit 3")), 1);

        assertTrue(said.contains("code 3 (wrong program)"), said);
        assertFalse(Files.exists(credentials()));
    }

    @Test
    void userWhoLeavesTheSite_signsInWhenBack() throws Exception {
        var login = login();
        var tab = tab(login);

        tab.navigate(URI.create("data:text/plain,elsewhere"));
        tab.awaitText("elsewhere");
        assertTrue(login.isAlive(), login::stderr);
        tab.navigate(poe.url().resolve("/login"));
        tab.click("form button");

        awaitExit(login, 0);
        assertTrue(Files.exists(credentials()));
    }

    @Test
    void portOfAnotherProcess_isNotTakenForTheBrowser() throws Exception {
        var asked = new AtomicInteger();
        try (var other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var answering = new Thread(() -> {
                try {
                    while (true) {
                        try (var connection = other.accept()) {
                            asked.incrementAndGet();
                            connection.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n{}".getBytes(US_ASCII));
                        }
                    }
                } catch (IOException closed) {
                    // The test has ended.
                }
            });
            answering.start();
            Path browser = script(
                    "grabbed.sh",
                    "printf '" + other.getLocalPort() + "\\n/devtools/browser/1\\n' > '" + profile()
                            + "/DevToolsActivePort'; sleep 1");

            String said = awaitExit(loginWith(browser), 1);

            assertTrue(said.contains("Nothing was changed."), said);
            assertTrue(asked.get() > 0, "the port was tried");
            assertFalse(Files.exists(credentials()));
        }
    }

    @Test
    void logout_removesCredentialsAndProfile() throws Exception {
        signIn();
        assertTrue(Files.isDirectory(profile()));

        awaitExit(servers.closeAfterTest(launch().arguments("logout").start()), 0);

        assertFalse(Files.exists(credentials()));
        assertFalse(Files.exists(profile()));
    }
}
